/** Texts about masked fields. */
export const texts = {
  heading: (count: number) => (count === 0 ? "Masked fields" : `Masked fields (${count})`),
  hint: "The run works with them; in what is kept of it they stand as [redacted]. Names with dots between; * is any name, ** any depth.",
  example: "such as customer.iban or **.iban",
  input: "In what it takes in",
  output: "In what it gives",
} as const;
