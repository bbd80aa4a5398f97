import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What a ticket's answer said when it left the process. */
export type Ack = { id: string; code: string; called: boolean };

/** One thing that a process did to its files, or an answer that it sent, in the order in which it did them. */
export type Act =
  | { kind: 'write'; file: string; at: number; bytes: Buffer }
  | { kind: 'size'; file: string; size: number }
  | { kind: 'remove'; file: string }
  | { kind: 'sync'; file: string }
  | { kind: 'ack'; acks: Ack[] };

/** How strace must be called so that `readTrace` can read what it writes; the process keeps its own number. */
export const traceInto = (file: string): string[] => [
  ...['strace', '-D', '-f', '-y', '-xx', '-s', '200000', '-o', file],
  ...[
    '-e',
    'trace=pwrite64,fsync,fdatasync,ftruncate,unlink,write,writev,sendto,sendmsg',
    '-e',
    'signal=none',
  ],
];

/** The acts of a traced process on the files of these names. */
export function readTrace(file: string, names: readonly string[]): Act[] {
  const begun = new Map<string, string>();
  return readFileSync(file, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
      const resumed = /^<\.\.\. (\w+) resumed>/.exec(rest);
      if (rest.endsWith('<unfinished ...>')) {
        begun.set(thread, rest);
        // What is written may be on its way from its beginning on; what is synced is so only at its end.
        return isSync(rest) ? [] : actOf(rest, names);
      }
      if (!resumed) return actOf(rest, names);
      const first = begun.get(thread) ?? '';
      return isSync(first) && rest.endsWith('= 0') ? actOf(first, names) : [];
    });
}

const isSync = (call: string): boolean => /^f(data)?sync\(/.test(call);

function actOf(call: string, names: readonly string[]): Act[] {
  const [, name = '', path = ''] =
    /^(\w+)\(\d+<([^>]*)>/.exec(call) ?? /^(unlink)\("([^"]*)"/.exec(call) ?? [];
  // Names stand in hexadecimal digits too.
  const target = path.includes('\\x') ? bytesOf(path).toString() : path;
  if (/^(socket|TCP)/.test(target)) return acksIn(call);
  const file = basename(target);
  if (!names.includes(file)) return [];
  if (isSync(call)) return [{ kind: 'sync', file }];
  if (name === 'unlink') return [{ kind: 'remove', file }];
  if (name === 'ftruncate') return [{ kind: 'size', file, size: Number(/, (\d+)/.exec(call)![1]) }];
  if (name !== 'pwrite64') throw new Error(`a write of an unknown kind: ${call.slice(0, 100)}`);
  const [, text = '', at = ''] = /, "([^"]*)", \d+, (\d+)/.exec(call)!;
  return [{ kind: 'write', file, at: Number(at), bytes: bytesOf(text) }];
}

const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');

function acksIn(call: string): Act[] {
  const sent = [...call.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, text]) => bytesOf(text!).toString());
  const acks = sent
    .join('')
    .split('HTTP/1.1 20')
    .flatMap((answer) => {
      const from = answer.indexOf('{"ticket":{');
      if (from < 0) return [];
      const { ticket } = JSON.parse(answer.slice(from)) as { ticket: Ack & { state: string } };
      return [{ id: ticket.id, code: ticket.code, called: ticket.state === 'called' }];
    });
  return acks.length === 0 ? [] : [{ kind: 'ack', acks }];
}
