import type { EventKind } from "./event-kind.ts";
import { asFields, asId, type Fields } from "./field.ts";

function joined(...parts: readonly unknown[]): string {
  return parts.map((part) => asId(part) ?? "").join("|");
}

function ofDelivery(value: Fields, person: string | null): string | null {
  const mids = Array.isArray(value.mids) ? value.mids : [];
  if (asId(value.watermark) === null && mids.length === 0) return null;
  return joined(person, value.watermark, ...mids);
}

function ofRead(value: Fields, person: string | null): string | null {
  // Instagram sends the mid of what was read instead of a watermark.
  if (asId(value.watermark) === null && asId(value.mid) === null) return null;
  return joined(person, value.watermark, value.mid);
}

/**
 * What makes an item of a Page and kind the same thing when Meta sends it again, whatever else in the item changed.
 * Null where Meta gives nothing of the sort: the whole item is its identity then.
 */
export function identityOf(kind: EventKind, item: Fields, person: string | null): string | null {
  switch (kind) {
    case "message":
    case "echo":
      return asId(asFields(item.message)?.mid);
    case "unsend": {
      const mid = asId(asFields(item.message)?.mid);
      return mid === null ? null : `${mid}|deleted`;
    }
    case "edit": {
      const edit = asFields(item.message_edit);
      if (asId(edit?.mid) === null || asId(edit?.num_edit) === null) return null;
      return joined(edit?.mid, edit?.num_edit);
    }
    case "postback":
      return asId(asFields(item.postback)?.mid);
    case "reaction": {
      const reaction = asFields(item.reaction);
      if (asId(reaction?.mid) === null || asId(item.timestamp) === null) return null;
      return joined(reaction?.mid, person, reaction?.action, reaction?.reaction, reaction?.emoji, item.timestamp);
    }
    case "delivery": {
      const delivery = asFields(item.delivery);
      return delivery === null ? null : ofDelivery(delivery, person);
    }
    case "read": {
      const read = asFields(item.read);
      return read === null ? null : ofRead(read, person);
    }
    default:
      return null;
  }
}
