/** A speech bubble of our own drawing, in the colour of the text around it. */
export const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="M12 3.5c5 0 9 3.4 9 7.8s-4 7.8-9 7.8c-1.1 0-2.2-.2-3.2-.5L4.5 20.5l.9-3.6C3.9 15.5 3 13.5 3 11.3c0-4.4 4-7.8 9-7.8z"/><path d="M8 11.3h.01M12 11.3h.01M16 11.3h.01"/></svg>';
