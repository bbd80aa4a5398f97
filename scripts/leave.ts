/** Longer than any clean end takes; after this the supervisor need not wait any more. */
const LEAVE_WITHIN_MS = 5_000;

/**
 * Ends the process cleanly on SIGINT or SIGTERM, once: Ctrl+C reaches this process from the terminal and a second
 * time from the one that started it, and the second must not cut the first short.
 */
export function leaveOnSignal(
  close: (signal: string) => Promise<void>,
  withinMs: number = LEAVE_WITHIN_MS,
): void {
  let leaving = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (leaving) return;
      leaving = true;
      setTimeout(() => process.exit(1), withinMs).unref();
      void close(signal).then(() => process.exit(0));
    });
  }
}
