import { dialogsOf } from "./dialogs.ts";
import { type Exhibit, exhibitsOf } from "./exhibits.ts";
import { playGalleryScene } from "./gallery-scene.ts";
import { createInstallation } from "./installation.ts";
import { named, type Person } from "./windows.ts";

export interface Gallery {
  readonly url: string;
  readonly person: Person;
  /** Every page. */
  readonly exhibits: readonly Exhibit[];
  /** What lies over pages. */
  readonly dialogs: readonly Exhibit[];
  close(): Promise<void>;
}

const person: Person = { email: "ada@example.com", password: "correct horse battery" };

/** An installation in which something has happened. */
export async function openGallery(): Promise<Gallery> {
  const installation = await createInstallation({
    VELODROME_DEMO: "on",
    VELODROME_ADMIN_EMAIL: person.email,
    VELODROME_ADMIN_PASSWORD: person.password,
  });
  const { api, stop } = await installation.start();
  const scene = await playGalleryScene(api, named(installation.sandboxUrl));
  return {
    url: named(installation.url),
    person,
    exhibits: exhibitsOf(scene),
    dialogs: dialogsOf(scene),
    close: async () => {
      await stop();
      await installation.remove();
    },
  };
}
