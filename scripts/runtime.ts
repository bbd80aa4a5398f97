/**
 * The oldest Node that may load the native parts: SQLite's driver is built for Node-API 10 and ends the process
 * without a word on older ones, though it lets itself be installed there.
 */
export function runtimeFault(versions: { node: string; napi: string | undefined }): string | null {
  const [major = 0, minor = 0] = versions.node.split('.').map(Number);
  const newEnough = (major > 22 || (major === 22 && minor >= 14)) && Number(versions.napi ?? 0) >= 10;
  return newEnough
    ? null
    : `Node ${versions.node} is too old for the database driver: use npm start, which brings its own`;
}

/** Ends the process with one plain line on an old runtime; called before anything native is loaded. */
export function checkRuntime(): void {
  const fault = runtimeFault({ node: process.versions.node, napi: process.versions.napi });
  if (fault) refuse(fault);
}

/** One line to the person at the terminal, then the end. */
export function refuse(line: string): never {
  console.error(`tiepdon: ${line}`);
  process.exit(1);
}
