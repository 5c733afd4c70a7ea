/** A globe of our own drawing, in the colour of the text around it. */
export const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c-5.3 5.5-5.3 12.5 0 18M12 3c5.3 5.5 5.3 12.5 0 18"/></svg>';
