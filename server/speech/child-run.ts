import { Buffer } from 'node:buffer';
import { type ChildProcess, spawn } from 'node:child_process';

export type ChildLimits = { readonly timeoutMs: number; readonly mostBytes: number };
export type ChildFaultCode = 'engine_missing' | 'engine_failed' | 'engine_timeout' | 'engine_garbage';
export type ChildRun =
  | { readonly ok: true; readonly stdout: Buffer }
  | { readonly ok: false; readonly fault: { readonly code: ChildFaultCode } };

const NOT_THERE = ['ENOENT', 'EACCES', 'ENOTDIR'];

/* The server's environment holds its secrets (DATABASE_URL, TOKEN); a speech engine needs none of it. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'SystemRoot', 'TEMP', 'ESPEAK_DATA_PATH'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function start(command: string, args: readonly string[]): ChildProcess | null {
  try {
    return spawn(command, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: plainEnvironment(),
      windowsHide: true,
    });
  } catch {
    return null;
  }
}

/**
 * Runs a program without a shell, gives it `input` on standard input and returns its standard output. It is
 * killed after the time or when it writes more than it may; the answer does not wait for its last breath, as
 * a grandchild may hold the pipe open. Faults: `engine_missing`, `engine_failed` (exit not 0, or a signal),
 * `engine_timeout`, `engine_garbage` (too much output).
 */
export function runChild(
  command: string,
  args: readonly string[],
  input: string,
  limits: ChildLimits,
): Promise<ChildRun> {
  return new Promise((resolve) => {
    const child = start(command, args);
    const fail = (code: ChildFaultCode): void => {
      clearTimeout(timer);
      child?.kill('SIGKILL');
      child?.stdout?.destroy();
      resolve({ ok: false, fault: { code } });
    };
    const timer = setTimeout(() => fail('engine_timeout'), limits.timeoutMs);
    // Heard first: with too many files open there is a child without pipes, and its error is yet to come.
    child?.on('error', (error: NodeJS.ErrnoException) =>
      fail(NOT_THERE.includes(error.code ?? '') ? 'engine_missing' : 'engine_failed'),
    );
    if (!child?.stdin || !child.stdout) return fail('engine_failed');
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.mostBytes) fail('engine_garbage');
      else chunks.push(chunk);
    });
    child.on('close', (status) => {
      if (status !== 0) return fail('engine_failed');
      clearTimeout(timer);
      resolve({ ok: true, stdout: Buffer.concat(chunks) });
    });
    // A program that ends without reading its input breaks the pipe; its exit tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
