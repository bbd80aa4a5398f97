import { type Node, parse } from 'acorn';
import {
  ASKED_FIRST,
  HARMLESS_PROPERTIES,
  HARMLESS_RULES,
  LATER_SCRIPT,
  LATER_STYLE,
  type Later,
  OWN_FIELDS,
  OWN_METHODS,
} from './after-chromium-53-table.ts';
import {
  LATER_AT_RULES,
  LATER_GLOBALS,
  LATER_MEMBERS,
  LATER_PROPERTIES,
  LATER_SELECTORS,
} from './later-names-table.ts';

const PARSER = { ecmaVersion: 2015, sourceType: 'script' } as const;

/**
 * What a script uses that Chromium 53 does not have, each once: syntax after ES2015 (the parser's complaint alone),
 * members and globals by name, calls with later options. What is only asked for (`typeof`, `in`) counts too: better
 * a word too many.
 */
export function laterInScript(script: string): string[] {
  const text = ASKED_FIRST.reduce((rest, asked) => rest.replace(asked, '&&0('), script);
  const found = new Set(foundBy(LATER_SCRIPT, text));
  try {
    visit(parse(script, PARSER), null, (node, parent) => note(found, script, node, parent));
  } catch (fault) {
    return [(fault as Error).message];
  }
  return [...found];
}

/** What a style sheet uses that Chromium 53 does not have and that would be missed. */
export function laterInStyle(style: string): string[] {
  const text = HARMLESS_RULES.reduce((rest, harmless) => rest.replace(harmless, '}'), style);
  const named = (pattern: RegExp, later: ReadonlySet<string>): string[] =>
    [...text.matchAll(pattern)]
      .map(([whole, name]) => ({ whole, name: name! }))
      .filter(({ name }) => later.has(name) && !HARMLESS_PROPERTIES.has(name))
      .map(({ whole }) => whole.replace(/^[{;\s]/, ''));
  return [
    ...new Set([
      ...foundBy(LATER_STYLE, text),
      ...named(/[{;]\s*([a-z-]+)(?=\s*:)/g, LATER_PROPERTIES),
      ...named(/::?([a-z-]+)(?=[^{};]*\{)/g, LATER_SELECTORS),
      ...named(/@([a-z-]+)/g, LATER_AT_RULES),
    ]),
  ];
}

const foundBy = (table: readonly Later[], text: string): string[] =>
  table.filter(({ finds }) => finds.test(text)).map(({ finds }) => String(finds));

type Named = { type: string; name: string };
type Member = Node & { object: Node; property: Node & Named; computed: boolean };

function note(found: Set<string>, script: string, node: Node, parent: Node | null): void {
  if (node.type === 'MemberExpression') {
    const { property, computed } = node as Member;
    if (computed || !LATER_MEMBERS.has(property.name)) return;
    const called = parent?.type === 'CallExpression' && (parent as Node & { callee: Node }).callee === node;
    if ((called ? OWN_METHODS : OWN_FIELDS).has(property.name) || isOwn(property.name)) return;
    if (wasAsked(script, node)) return;
    found.add(`.${property.name}${called ? '()' : ''}`);
  }
  if (node.type === 'Identifier') {
    const { name } = node as Node & Named;
    const isField = parent?.type === 'MemberExpression' && (parent as Member).property === node;
    const isKey = parent?.type === 'Property' || parent?.type === 'MethodDefinition';
    if (!isField && !isKey && LATER_GLOBALS.has(name)) found.add(name);
  }
}

/** A method may be handed on as a value (`x.destroy&&x.destroy()`), so its bare name is no news either. */
const isOwn = (name: string): boolean => OWN_METHODS.has(name);

function wasAsked(script: string, { start }: Node): boolean {
  return ASKED_FIRST.some((asked) =>
    [...script.matchAll(asked)].some(({ index, 0: whole }) => index <= start && start < index + whole.length),
  );
}

function visit(node: Node, parent: Node | null, on: (node: Node, parent: Node | null) => void): void {
  on(node, parent);
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== null && typeof each === 'object' && typeof each.type === 'string')
        visit(each as Node, node, on);
  }
}
