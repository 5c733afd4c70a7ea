import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the server listens while the console is developed. */
const server = process.env.VELODROME_SERVER ?? "http://localhost:3000";

/** The server believes requests of its own origin only, so the dev server speaks in its name. */
const proxied = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

export default defineConfig({
  plugins: [react()],
  build: { outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0 },
  server: { proxy: { "/v1": proxied, "/api": proxied, "/openapi.json": proxied, "/docs": proxied } },
});
