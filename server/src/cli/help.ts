export const helpText = `Velodrome, a self-hosted integration platform for Facebook Messenger.

  velodrome start [--role web|worker|all]   start everything, or one part; Ctrl-C stops it
  velodrome migrate                         bring the database to this version's schema
  velodrome doctor                          say what is where and whether it works
  velodrome keys rotate                     seal every secret anew with the newest encryption key
  velodrome sandbox                         start the stand-in for Facebook alone

  --help, --version

Settings come from the environment; the usual ones:
  PORT                        console, API and webhooks (3000)
  VELODROME_DATA              database, keys and files (./.velodrome)
  DATABASE_URL                a PostgreSQL 15 or newer instead of the embedded one
  VELODROME_ENCRYPTION_KEYS   id:base64(32 bytes), newest first; needed with DATABASE_URL
  VELODROME_PUBLIC_URL        how Facebook reaches this installation (http://localhost:PORT)
  VELODROME_API_KEY           a bearer key for the API from the first start
All of them: docs/operations/settings.md
`;
