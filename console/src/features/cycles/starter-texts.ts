/** What new cycles begin with, in words: theirs are data from then on, and are changed in the Builder. */
export const texts = {
  names: { greeting: "Greeting", faq: "FAQ", blank: "Blank" },
  hints: {
    greeting: "Who says hi is greeted.",
    faq: "Questions are known by their words, each with its answer, and one for all others.",
    blank: "An empty canvas.",
  },
  message: "Message",
  greets: "Says hi?",
  greetingWords: ["hi", "hello", "good morning"],
  reply: "Reply",
  greeting: "Hello! You wrote: {{ message.message.text }}",
  question: "Which question?",
  questions: [
    { id: "hours", name: "Opening hours", words: ["open", "hours", "closed"], answer: "We are open from 9 to 17." },
    { id: "prices", name: "Prices", words: ["price", "cost", "how much"], answer: "You find our prices on our site." },
  ],
  other: "Anything else",
  otherAnswer: "Thank you. Somebody will write to you soon.",
} as const;
