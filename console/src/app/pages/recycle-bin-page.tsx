import { getRouteApi } from "@tanstack/react-router";
import { RecycleBin } from "../../features/cycles/recycle-bin.tsx";
import { texts } from "../../features/cycles/shelf-texts.ts";
import { ButtonLink } from "../../ui/link.tsx";
import { Page } from "../../ui/page.tsx";

const route = getRouteApi("/frame/accounts/$account/recycle-bin");

export function RecycleBinPage() {
  const { account } = route.useParams();
  const back = (
    <ButtonLink to="/accounts/$account/cycles" params={{ account }} variant="default">
      {texts.outOfBin}
    </ButtonLink>
  );
  return (
    <Page heading={texts.bin} hint={texts.binHint} actions={back}>
      <RecycleBin account={account} />
    </Page>
  );
}
