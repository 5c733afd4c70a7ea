import { invalid } from "./error.ts";
import { isObject, type Params } from "./params.ts";

/** The kinds checked closely; others are taken and kept as they are. */
export function checkTemplate(payload: Params): void {
  if (typeof payload.template_type !== "string")
    throw invalid("Param message[attachment][payload][template_type] is required");
  if (payload.template_type === "generic") checkGeneric(payload);
  if (payload.template_type === "button") checkButtonTemplate(payload);
  if (payload.template_type === "media") checkMedia(payload);
}

function checkGeneric(payload: Params): void {
  const elements = items(payload.elements, "elements", 1, 10);
  for (const [index, element] of elements.entries()) {
    const at = `elements[${index}]`;
    checkLength(element.title, `${at}[title]`, 80, true);
    checkLength(element.subtitle, `${at}[subtitle]`, 80, false);
    const more = ["subtitle", "image_url", "default_action", "buttons"].some((key) => element[key] !== undefined);
    if (!more) throw invalid(`Param ${at} needs at least one field besides the title`);
    if (element.buttons !== undefined) checkButtons(element.buttons, at);
  }
}

function checkButtonTemplate(payload: Params): void {
  checkLength(payload.text, "text", 640, true);
  checkButtons(payload.buttons, "payload");
}

function checkMedia(payload: Params): void {
  const [element] = items(payload.elements, "elements", 1, 1);
  if (!element) return;
  if (element.media_type !== "image" && element.media_type !== "video") {
    throw invalid("Param elements[0][media_type] must be one of {image, video}");
  }
  if ((element.url === undefined) === (element.attachment_id === undefined)) {
    throw invalid("Param elements[0] needs either attachment_id or url");
  }
  if (element.buttons !== undefined) checkButtons(element.buttons, "elements[0]");
}

const buttonKinds = ["web_url", "postback", "phone_number", "account_link", "account_unlink", "game_play"];

function checkButtons(value: unknown, where: string): void {
  for (const [index, button] of items(value, `${where}[buttons]`, 1, 3).entries()) {
    const at = `${where}[buttons][${index}]`;
    if (typeof button.type !== "string" || !buttonKinds.includes(button.type)) {
      throw invalid(`Param ${at}[type] must be one of {${buttonKinds.join(", ")}}`);
    }
    if (button.type === "web_url") checkLength(button.url, `${at}[url]`, 2083, true);
    if (button.type === "postback") checkLength(button.payload, `${at}[payload]`, 1000, true);
    if (button.type === "web_url" || button.type === "postback") checkLength(button.title, `${at}[title]`, 20, true);
  }
}

export function items(value: unknown, name: string, least: number, most: number): Params[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw invalid(`Param ${name} must be an array of objects`);
  if (value.length < least) throw invalid(`Param ${name} must have at least ${least} element${least === 1 ? "" : "s"}`);
  if (value.length > most) throw invalid(`Param ${name} has too many elements: at most ${most}`);
  return value;
}

export function checkLength(value: unknown, name: string, most: number, required: boolean): void {
  if (value === undefined && !required) return;
  if (typeof value !== "string" || (required && value === "")) throw invalid(`Param ${name} is required`);
  if ([...value].length > most) throw invalid(`Length of param ${name} must be less than or equal to ${most}`);
}
