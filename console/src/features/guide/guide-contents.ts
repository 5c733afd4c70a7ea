/** The pages of the guide in the order in which they are read, by whom they are for. Each title is the page's own. */
export const guideContents = [
  {
    heading: "Connectors",
    pages: [
      { name: "facebook-messenger", title: "Facebook Messenger" },
      { name: "facebook-messenger-app-review", title: "Facebook Messenger: App Review" },
      { name: "writing-a-connector", title: "Writing a connector" },
    ],
  },
  {
    heading: "Operation",
    pages: [
      { name: "settings", title: "Settings of the environment" },
      { name: "processes", title: "Several processes on one PostgreSQL" },
      { name: "concurrency", title: "How much runs at once" },
      { name: "retention", title: "What is kept, and for how long" },
      { name: "privacy", title: "Privacy" },
      { name: "secrets", title: "Secrets" },
    ],
  },
] as const;
