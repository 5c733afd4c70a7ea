import { claims } from "./claims.ts";
import { clock } from "./clock.ts";
import { disk } from "./disk.ts";
import { fairness } from "./fairness.ts";
import { graph } from "./graph.ts";
import { kills, twins } from "./kills.ts";
import { echoed, lives } from "./lives.ts";
import { order } from "./order.ts";
import { resets } from "./resets.ts";
import { rolling } from "./rolling.ts";
import type { Scenario } from "./scenario.ts";
import { skew } from "./skew.ts";
import { cutOff, takeover, zombie } from "./zombie.ts";

/** In the order in which they are tried. */
export const scenarios: readonly Scenario[] = [
  ...[
    lives,
    echoed,
    kills,
    twins,
    rolling,
    skew,
    takeover,
    zombie,
    cutOff,
    resets,
    graph,
    clock,
    disk,
    order,
    fairness,
    claims,
  ],
];
