import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useLocation } from "@tanstack/react-router";
import { Guide } from "../../features/guide/guide.tsx";
import { guideQuery } from "../../features/guide/guide-pages.ts";
import { texts } from "../../features/guide/texts.ts";
import { texts as common } from "../../lib/texts.ts";
import { Loaded } from "../../ui/loaded.tsx";

const route = getRouteApi("/frame/guide/$page");

/** The documentation, readable without leaving the installation. */
export function GuidePage() {
  const { page } = route.useParams();
  const { hash } = useLocation();
  const query = useQuery(guideQuery(page));
  return (
    <Loaded query={query} whole>
      {(loaded) => (
        <>
          <title>{common.documentTitle([loaded.title ?? page, texts.heading])}</title>
          <Guide name={page} page={loaded} anchor={hash} />
        </>
      )}
    </Loaded>
  );
}
