import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

export type SourceFile = {
  path: string;
  lines: number;
  /** Specifiers of all imports, type-only ones too. */
  imports: string[];
  /** Name and length in lines of every function. */
  functions: { name: string; lines: number }[];
  /** Kinds of things the house does not want: any, default exports, enums … with their line. */
  unwanted: string[];
  names: Set<string>;
};

/** Every source file that git knows or would know, parsed. */
export function sourceFiles(): SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('.d.ts') && !path.endsWith('.config.ts'))
    .flatMap((path) => readSource(path) ?? []);
}

function readSource(path: string): SourceFile | null {
  let text: string;
  try {
    text = readFileSync(join(root, path), 'utf8');
  } catch {
    return null; // deleted, not yet committed
  }
  return inspect(path, text);
}

/** What the house test wants to know of one file. */
export function inspect(path: string, text: string): SourceFile {
  const file: SourceFile = {
    path,
    lines: text.split('\n').length - 1,
    imports: [],
    functions: [],
    unwanted: [],
    names: new Set(),
  };
  const { program } = parseSync(path, text, { lang: extname(path) === '.tsx' ? 'tsx' : 'ts' });
  walk(program as unknown as Node, null, (node, parent) => note(file, text, node, parent));
  return file;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function note(file: SourceFile, text: string, node: Node, parent: Node | null): void {
  const source = node.source as { value?: unknown } | null | undefined;
  if (/^(Import|Export(Named|All))Declaration$/.test(node.type) && source)
    file.imports.push(String(source.value));
  if (node.type === 'ImportExpression' && source?.value) file.imports.push(String(source.value));
  if (node.type === 'TSImportType') file.imports.push(String((node.source as { value: string }).value));
  if (/Function/.test(node.type) && node.body && (node.body as Node).type === 'BlockStatement') {
    const id = (node.id ?? parent?.id ?? parent?.key) as { name?: string } | null | undefined;
    file.functions.push({
      name: id?.name ?? '(arrow)',
      lines: lineOf(text, node.end) - lineOf(text, node.start) + 1,
    });
  }
  if (/^(TSAnyKeyword|ExportDefaultDeclaration|TSEnumDeclaration|TSModuleDeclaration)$/.test(node.type)) {
    file.unwanted.push(`${node.type} in line ${lineOf(text, node.start)}`);
  }
  if (node.type === 'Identifier') file.names.add(String(node.name));
  if (node.type === 'MemberExpression') {
    const { object, property } = node as unknown as {
      object: { name?: string };
      property: { name?: string };
    };
    if (object.name && property.name) file.names.add(`${object.name}.${property.name}`);
  }
}

function walk(node: Node, parent: Node | null, visit: (node: Node, parent: Node | null) => void): void {
  visit(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof (child as Node).type === 'string')
        walk(child as Node, node, visit);
    }
  }
}

/** The file that a relative import means, from the root of the tree; null for a package. */
export function importedPath(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), specifier)) : null;
}
