import type { Completion, Profile } from './capability.ts';
import { encodeCommands } from './encode.ts';
import type { Command } from './escpos-commands.ts';
import type { HealthState } from './health-words.ts';
import { canPrint, type Link, type LinkEvent } from './link.ts';
import type { PortFault } from './ports/port.ts';
import type { SlipFault } from './slip.ts';
import type { Timings } from './timings.ts';

/** Why a ticket was not printed, or why nobody knows: a state of the printer, the line, the slip, or the clock. */
export type PrintFault = {
  readonly code: Exclude<HealthState, 'ready'> | PortFault['code'] | SlipFault['code'] | 'expired' | 'silent';
  /** For a log: the system's name of an error. Never words of the slip. */
  readonly detail: string;
};

/**
 * How one attempt ended. `nothing-sent`: no byte of the ticket left, it may be tried again. `unknown`: bytes
 * left and nothing proves the paper; only people may decide to print it again.
 */
export type Delivery = {
  readonly state: 'confirmed' | 'processed' | 'likely' | 'sent-unconfirmed' | 'unknown' | 'nothing-sent';
  readonly fault: PrintFault | null;
};

/**
 * What an attempt needs: the ticket's bytes and those of its longest command, an id for GS ( H, and the last check
 * before the first byte.
 */
export type Consignment = {
  readonly bytes: Uint8Array;
  readonly longest: number;
  readonly processId: string;
  readonly stillWanted: () => boolean;
};

type Setting = {
  readonly link: Link;
  readonly profile: Profile;
  readonly timings: Timings;
};

const nothingSent = (fault: PrintFault): Delivery => ({ state: 'nothing-sent', fault });
const unknown = (code: PrintFault['code'], detail: string): Delivery => ({
  state: 'unknown',
  fault: { code, detail },
});

/**
 * One attempt: open, ask, send, wait for the proof that this printer can give. Exactly once on paper is not
 * possible; what is promised is that a ticket is never sent twice by itself.
 */
export async function deliver(setting: Setting, consignment: Consignment): Promise<Delivery> {
  const { link, profile } = setting;
  const obstacle = await obstacleBefore(setting, consignment);
  if (obstacle) {
    if (obstacle.code === 'unreachable' || obstacle.code === 'silent') await link.close('discard');
    else if (profile.connection === 'perJob') await link.close('finish');
    return nothingSent(obstacle);
  }
  const completion = provableBy(profile, link);
  const last = encodeCommands(proofCommands(completion, consignment.processId)).bytes;
  const bytes = new Uint8Array(Buffer.concat([consignment.bytes, last]));
  if (completion === 'gsr') link.expectFence();
  // Listened for before the first byte: on a slow line the proof overtakes the news that all was sent.
  const proof = listenForProof(link, completion, consignment.processId);
  const delivery = await sendAndConfirm(setting, bytes, completion, proof);
  proof.stop();
  // What a hanging printer has not taken yet must not come out later, in a stranger's hand.
  if (delivery.state === 'unknown') {
    link.lostTicket(consignment.longest);
    await link.close('discard');
  }
  if (delivery.state !== 'unknown' && profile.connection === 'perJob') await link.close('finish');
  return delivery;
}

/** What stands in the way of the first byte. */
async function obstacleBefore(
  { link, profile, timings }: Setting,
  consignment: Consignment,
): Promise<PrintFault | null> {
  const closed = await link.open();
  if (closed) return closed;
  const health = await link.check(timings.statusMs);
  const trouble = health === null ? null : troubleOf(health);
  if (trouble) return { code: trouble, detail: '' };
  if (!consignment.stillWanted()) return { code: 'expired', detail: '' };
  if (!(await link.clearLoss(profile.completion === 'gsr')))
    return { code: 'silent', detail: 'after a loss' };
  return consignment.stillWanted() ? null : { code: 'expired', detail: '' };
}

async function sendAndConfirm(
  setting: Setting,
  bytes: Uint8Array,
  completion: Completion,
  proof: Proof,
): Promise<Delivery> {
  const { link, timings } = setting;
  const budget = timings.jobMs + link.port.wireMs(bytes.length);
  const until = performance.now() + budget;
  const writing = await link.send(bytes, budget);
  if (!writing.ok) {
    return writing.touched ? unknown(writing.fault.code, writing.fault.detail) : nothingSent(writing.fault);
  }
  if (completion === 'none') return confirmByQuiet(setting);
  if (completion === 'dleeot') return confirmByStatus(setting, until);
  const end = await waitForProof(setting, proof, until);
  if (end === 'proof') return { state: completion === 'gsr' ? 'processed' : 'confirmed', fault: null };
  return unknown(end, 'during the ticket');
}

/** The proof to wait for: what the profile names; without one the status, when this printer answers at all. */
function provableBy(profile: Profile, link: Link): Completion {
  const named = profile.completion;
  if (named === 'processId' || named === 'gsr') return named;
  return link.answers ? 'dleeot' : 'none';
}

function proofCommands(completion: Completion, processId: string): Command[] {
  if (completion === 'processId') return [{ kind: 'processId', id: processId }];
  return completion === 'gsr' ? [{ kind: 'fence' }] : [];
}

type Proof = { readonly end: () => 'proof' | 'closed' | null; readonly stop: () => void };

/** What ends the wait for a proof: only this very id, for an echo of an older ticket proves nothing. */
function endIn(event: LinkEvent, how: Completion, id: string): 'proof' | 'closed' | null {
  if (event.kind === 'closed') return 'closed';
  if (how === 'gsr') return event.kind === 'fence' ? 'proof' : null;
  return event.kind === 'processId' && event.id === id ? 'proof' : null;
}

function listenForProof(link: Link, how: Completion, id: string): Proof {
  const heard: { end: 'proof' | 'closed' | null } = { end: null };
  const stop = link.on((event) => {
    heard.end ??= endIn(event, how, id);
  });
  return { end: () => heard.end, stop };
}

type Trouble = Exclude<HealthState, 'ready'>;

function troubleOf(state: HealthState): Trouble | null {
  return state === 'ready' || canPrint(state) ? null : state;
}

/**
 * Asks the printer now and then while it waits, so that an end of paper is known within seconds. The answers
 * are not waited for: a busy printer may give its proof before them.
 */
async function waitForProof({ link, timings }: Setting, proof: Proof, until: number): Promise<ProofEnd> {
  const left = (): number => Math.max(0, until - performance.now());
  const news = (event: LinkEvent): Trouble | 'ended' | null => {
    if (proof.end() !== null) return 'ended';
    return event.kind === 'health' ? troubleOf(event.state) : null;
  };
  let asking = false;
  let trouble: Trouble | 'ended' | null = null;
  while (left() > 0 && proof.end() === null && trouble === null) {
    trouble = await link.next(news, Math.min(timings.pollMs, left()));
    if (asking || !link.answers) continue;
    asking = true;
    void link.check(left()).then(() => {
      asking = false;
    });
  }
  // Paper may end with the last line of a ticket, and its proof still follow.
  if (proof.end() === null) await link.next((event) => (proof.end() ? news(event) : null), timings.graceMs);
  return proof.end() ?? (trouble === null || trouble === 'ended' ? 'silent' : trouble);
}

type ProofEnd = 'proof' | 'closed' | 'silent' | Trouble;

/** Nothing can be proven; but a line that breaks at once shows that the ticket was not taken whole. */
async function confirmByQuiet({ link, timings }: Setting): Promise<Delivery> {
  const broken = await link.next((event) => (event.kind === 'closed' && event.broken) || null, timings.gapMs);
  return broken ? unknown('closed', 'after the ticket') : { state: 'sent-unconfirmed', fault: null };
}

/** Ready before; ready again a second after the last byte: likely on paper, not certain. */
async function confirmByStatus({ link, timings }: Setting, until: number): Promise<Delivery> {
  const gone = await link.next((event) => (event.kind === 'closed' ? true : null), timings.settleMs);
  if (gone) return unknown('closed', 'after the ticket');
  const health = await link.check(Math.max(timings.statusMs, until - performance.now()));
  if (health === 'ready' || health === 'paperLow') return { state: 'likely', fault: null };
  return unknown(health ?? 'silent', 'after the ticket');
}
