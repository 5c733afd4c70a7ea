import { h, icon } from "./element.js";
import { pretty } from "./format.js";

/**
 * What a message shows inside its bubble. `bare` = cards, which bring their own frame.
 * @param {object} message
 * @param {(button: object) => void} press called when a postback button is pressed
 * @returns {{ nodes: Node[], bare: boolean }}
 */
export function contentParts(message, press) {
  const { content } = message;
  if (message.kind === "postback") return { nodes: [text(content.title)], bare: false };
  if (typeof content.text === "string" && content.text !== "") return { nodes: [text(content.text)], bare: false };
  if (content.attachment) return attachmentParts(content.attachment, press);
  if (Array.isArray(content.attachments)) {
    return { nodes: content.attachments.flatMap((one) => attachmentParts(one, press).nodes), bare: true };
  }
  return { nodes: [unknown("Message", content)], bare: true };
}

function text(value) {
  return h("span", { class: "said", dir: "auto" }, String(value ?? ""));
}

function attachmentParts(attachment, press) {
  const payload = attachment.payload ?? {};
  if (attachment.type === "template") return { nodes: [template(payload, press)], bare: true };
  if (attachment.type === "image") return { nodes: [picture(payload.url, "Image")], bare: true };
  return { nodes: [file(attachment.type, payload)], bare: false };
}

function template(payload, press) {
  if (payload.template_type === "generic") {
    const cards = payload.elements.map((element) => card(element, press));
    return h("div", { class: cards.length > 1 ? "cards many" : "cards" }, ...cards);
  }
  if (payload.template_type === "button") {
    return h(
      "div",
      { class: "card" },
      h("p", { class: "card-text", dir: "auto" }, payload.text),
      buttons(payload.buttons, press),
    );
  }
  if (payload.template_type === "media") {
    const [element] = payload.elements;
    const media = element.media_type === "image" ? picture(element.url, "Image") : file("video", element);
    return h("div", { class: "card" }, media, buttons(element.buttons, press));
  }
  return unknown(`${payload.template_type} template`, payload);
}

function card(element, press) {
  return h(
    "div",
    { class: "card" },
    element.image_url ? picture(element.image_url, "") : null,
    h("p", { class: "card-title", dir: "auto" }, element.title),
    element.subtitle ? h("p", { class: "card-subtitle", dir: "auto" }, element.subtitle) : null,
    buttons(element.buttons, press),
  );
}

function buttons(list, press) {
  if (!Array.isArray(list) || list.length === 0) return null;
  return h("div", { class: "card-buttons" }, ...list.map((button) => templateButton(button, press)));
}

function templateButton(button, press) {
  const title = button.title ?? button.type.replaceAll("_", " ");
  if (button.type === "postback") {
    return h("button", { type: "button", class: "card-button", onclick: () => press(button) }, title);
  }
  if (button.type === "web_url" && isWeb(button.url)) {
    const props = { class: "card-button", href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return h("a", props, title, icon("out"));
  }
  return h("span", { class: "card-button inert", title: `A ${button.type} button does nothing here` }, title);
}

function picture(url, alt) {
  if (!isWeb(url)) return h("span", { class: "picture missing" }, icon("file"), "Image without address");
  const image = h("img", { class: "picture", src: url, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(h("span", { class: "picture missing" }, icon("file"), url)));
  return image;
}

function file(type, payload) {
  const address = payload.url ?? payload.attachment_id ?? "";
  const label = isWeb(address) ? new URL(address).pathname.split("/").at(-1) || address : address;
  if (!isWeb(address)) return h("span", { class: "file" }, icon("file"), `${type} ${label}`);
  const props = { class: "file", href: address, target: "_blank", rel: "noopener noreferrer" };
  return h("a", props, icon("file"), `${type}: ${label}`);
}

function unknown(name, value) {
  return h("details", { class: "card unknown" }, h("summary", {}, name), h("pre", {}, pretty(value)));
}

function isWeb(address) {
  return typeof address === "string" && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
