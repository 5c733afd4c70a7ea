import {
  autocompletion,
  type CompletionContext,
  completionKeymap,
  type CompletionResult,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, linter } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { scanTemplate, TemplateError } from "@velodrome/contract";
import { expressionError } from "../document/data-path.ts";
import { isInHole } from "./slash.ts";

export type CodeLanguage = "expression" | "template" | "script";

export interface Completion {
  label: string;
  /** What it is in the sample, or what it does. */
  detail: string;
  /** Whether it is a piece of data by itself. */
  data?: true;
}

interface EditorGiven {
  label: string;
  id: string | undefined;
  language: CodeLanguage;
  text: string;
  completions: () => readonly Completion[];
  onChange: (text: string) => void;
  onFocus: () => void;
  onBlur: () => void;
}

export interface CodeEditor {
  /** Another text from outside; what stands there already is left alone. */
  show: (text: string) => void;
  /** Puts a text in where the cursor is. */
  insert: (text: string) => void;
  close: () => void;
}

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword], class: "vd-code-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "vd-code-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "vd-code-number" },
  { tag: tags.comment, class: "vd-code-comment" },
]);

/** Where an expression stands in a text that may have more around it. */
function expressionsIn(language: CodeLanguage, text: string): { text: string; from: number }[] | Diagnostic {
  if (language === "expression") return text.trim() === "" ? [] : [{ text, from: 0 }];
  try {
    return scanTemplate(text).flatMap((part) =>
      part.kind === "expression" ? [{ text: part.text, from: part.position }] : [],
    );
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { from: error.position, to: text.length, severity: "error", message: error.message };
  }
}

/** @internal Errors at the position where they are. */
export function diagnosticsOf(language: CodeLanguage, text: string): Diagnostic[] {
  if (language === "script") return [];
  const found = expressionsIn(language, text);
  if (!Array.isArray(found)) return [found];
  return found.flatMap((one): Diagnostic[] => {
    const error = expressionError(one.text);
    if (error === null) return [];
    const from = Math.min(one.from + error.position, text.length);
    return [{ from, to: Math.min(from + 1, text.length), severity: "error", message: error.message }];
  });
}

/** In the text of a template a slash offers data, which then stands in its place. */
function completeSlash(context: CompletionContext, completions: EditorGiven["completions"]): CompletionResult | null {
  const slash = context.matchBefore(/(?:^|\s)\/[\w$.`]*/);
  if (slash === null) return null;
  const from = slash.from + slash.text.indexOf("/") + 1;
  const options = completions()
    .filter(({ data }) => data === true)
    .map(({ label, detail }) => ({
      label,
      detail,
      apply: (view: EditorView, _: unknown, start: number, to: number) => {
        const insert = `{{ ${label} }}`;
        const at = start - 1;
        view.dispatch({ changes: { from: at, to, insert }, selection: { anchor: at + insert.length } });
      },
    }));
  return { from, options, validFor: /^[$\w.`]*$/ };
}

const complete = (completions: EditorGiven["completions"], language: CodeLanguage) => (context: CompletionContext) => {
  if (language === "template" && !isInHole(context.state.sliceDoc(0, context.pos))) {
    return completeSlash(context, completions);
  }
  const word = context.matchBefore(/[$A-Za-z_][\w$.`]*/);
  if (word === null && !context.explicit) return null;
  const options = completions().map(({ label, detail }) => ({ label, detail }));
  return { from: word?.from ?? context.pos, options, validFor: /^[$\w.`]*$/ };
};

function extensionsFor(given: EditorGiven): Extension[] {
  const { language } = given;
  const attributes = { "aria-label": given.label, ...(given.id === undefined ? {} : { id: given.id }) };
  return [
    history(),
    keymap.of([...completionKeymap, ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"), ...historyKeymap]),
    bracketMatching(),
    EditorView.lineWrapping,
    // JSONata looks enough like JavaScript to be coloured by its rules; a template is mostly text.
    ...(language === "template" ? [] : [javascript()]),
    syntaxHighlighting(colours),
    ...(language === "script" ? [] : [autocompletion({ override: [complete(given.completions, language)] })]),
    linter((view) => diagnosticsOf(language, view.state.doc.toString())),
    // While names are offered, Escape is for them, and for nothing that the field stands in.
    EditorView.contentAttributes.of(({ state }) => ({
      ...attributes,
      ...(completionStatus(state) === null ? {} : { "data-mantine-stop-propagation": "true" }),
    })),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) given.onChange(update.state.doc.toString());
      if (update.focusChanged) (update.view.hasFocus ? given.onFocus : given.onBlur)();
    }),
  ];
}

export function openEditor(parent: HTMLElement, given: EditorGiven): CodeEditor {
  const state = EditorState.create({ doc: given.text, extensions: extensionsFor(given) });
  const view = new EditorView({ state, parent });
  return {
    show: (text) => {
      const now = view.state.doc.toString();
      if (now !== text) view.dispatch({ changes: { from: 0, to: now.length, insert: text } });
    },
    insert: (text) => {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    close: () => view.destroy(),
  };
}
