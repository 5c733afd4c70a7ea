import { IconMapOff } from "@tabler/icons-react";
import { texts } from "../../lib/texts.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Notice } from "../../ui/notice.tsx";

export function NotFoundPage() {
  return (
    <main>
      <title>{texts.documentTitle([texts.notFound.heading])}</title>
      <Notice
        whole
        icon={IconMapOff}
        heading={texts.notFound.heading}
        text={texts.notFound.text}
        action={<ButtonLink to="/accounts">{texts.notFound.button}</ButtonLink>}
      />
    </main>
  );
}
