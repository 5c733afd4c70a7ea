import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPlug, IconPlugOff } from "@tabler/icons-react";
import { texts as common } from "../../lib/texts.ts";
import { ConnectorTiles } from "../../ui/connector-tiles.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ConnectorCard } from "./connector-card.tsx";
import { ConnectorFilters } from "./connector-filters.tsx";
import { categoriesOf, type ConnectorFilters as Filters, filterConnectors } from "./filter-connectors.ts";
import { connectorsQuery } from "./list-connectors.ts";
import { texts } from "./texts.ts";

/** All connectors as cards, by what was searched for. */
export function ConnectorsLibrary({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const query = useQuery(connectorsQuery);
  return (
    <Loaded query={query}>
      {(connectors) => {
        if (connectors.length === 0) return <Notice icon={IconPlugOff} heading={texts.none} text={texts.noneHint} />;
        const found = filterConnectors(connectors, filters);
        return (
          <>
            <ConnectorFilters filters={filters} categories={categoriesOf(connectors)} onChange={onChange} />
            {found.length === 0 ? (
              <Notice
                icon={IconPlug}
                heading={texts.noneFound}
                text={texts.noneFoundHint}
                action={
                  <Button variant="default" onClick={() => onChange({})}>
                    {common.clearFilters}
                  </Button>
                }
              />
            ) : (
              <ConnectorTiles label={texts.list}>
                {found.map((one) => (
                  <ConnectorCard key={one.name} connector={one} />
                ))}
              </ConnectorTiles>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
