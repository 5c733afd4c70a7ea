const paths = "Names with dots between; * is any name, ** any depth.";

/** Texts about masked fields. */
export const texts = {
  heading: (count: number) => (count === 0 ? "Masked fields" : `Masked fields (${count})`),
  hint: `The run works with them; in what is kept of it they stand as [redacted]. ${paths}`,
  paths,
  example: "such as customer.iban or **.iban",
  input: "In what it takes in",
  output: "In what it gives",
  cycleHeading: "Masked fields",
  cycleHint:
    "Runs work with them; in what is kept of runs they stand as [redacted], wherever their values are used. Events are kept as they came. A step can name more of its own.",
  everyStep: "In what any step takes in or gives",
} as const;
