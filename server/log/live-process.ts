import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Whether a process of this number runs, of whomever. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the kernel's ticks: after a restart another process may bear the same number. */
export function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Says in a file's name whose it is. */
export const markOf = (pid: number): string => `${pid}-${startOf(pid)}`;

/** The name of a file that this process is making; what is left of it when the process is gone is swept. */
export const makingName = (base: string): string =>
  `${base}-${markOf(process.pid)}-${randomBytes(4).toString('hex')}.making`;

const MAKING = /(?:-(\d+-\d*)-[0-9a-f]{8})?\.making(?:-wal|-shm|-journal)?$/;
const DRILL = /^drill-(?:(\d+-\d*)-)?\w{6}$/;

/** Whether something of this name was left half made, in a file or in the folder of a drill, by a process that is gone. */
export function isLeftBehind(name: string, kind: 'file' | 'drill'): boolean {
  const found = (kind === 'file' ? MAKING : DRILL).exec(name);
  if (found === null) return false;
  const mark = found[1];
  return (
    mark === undefined || mark !== markOf(Number.parseInt(mark, 10)) || !isRunning(Number.parseInt(mark, 10))
  );
}
