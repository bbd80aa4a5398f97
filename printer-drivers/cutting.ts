import type { Capabilities } from './capability.ts';
import type { Command } from './escpos-commands.ts';

/** How the paper is parted: cut, or fed to the tear bar where there is no knife. */
export function cutCommands(printer: Capabilities): Command[] {
  if (printer.cut === 'none') return [{ kind: 'feed', dots: printer.feedBeforeCut }];
  return [{ kind: 'cut', how: printer.cut, feed: printer.feedBeforeCut }];
}

/** A command of a lost ticket may have got as far as its last byte: a few more than it has end it surely. */
const SPARE = 16;

/**
 * What ends a command that was cut short, `longest` bytes at most: printers take the bytes 00 as white where they
 * wait for a picture and as nothing elsewhere. Without them the next ticket's beginning, its number, would be eaten.
 */
export function flushCommand(longest: number): Command {
  return { kind: 'flush', bytes: longest + SPARE };
}

/** What parts the rest of a lost ticket from the next one, so that nobody gets two people's words on one paper. */
export function partingCommands(printer: Capabilities): Command[] {
  return [{ kind: 'init' }, ...cutCommands(printer)];
}
