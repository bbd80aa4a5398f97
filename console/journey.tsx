import type { VNode } from 'preact';
import type { DeskStep, DeskTicket } from '../core/queue/desk-view.ts';
import { Check, Clock, Hand, Warning } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import { spanWords, stepWords } from './desk-words.ts';

/**
 * The way of a visit, step by step, each with its minutes; a visit of one step needs no picture of it. `skip` strikes
 * out a step that is not wanted any more; null: it is only looked at.
 */
export function Journey({
  steps,
  skip,
}: {
  steps: readonly DeskStep[];
  skip: ((service: string, at: number) => void) | null;
}): VNode | null {
  if (steps.length < 2) return null;
  const left = steps.filter(({ state }) => state === 'here' || isAhead(state)).length;
  return (
    <ol class="journey" aria-label="Lộ trình">
      {steps.map((step, index) => (
        // A service can stand in a visit twice: its place is its name.
        <li
          key={`${index} ${step.service}`}
          class={steps[index - 1]?.stage === step.stage ? `${step.state} beside` : step.state}
        >
          <StepSign state={step.state} />
          <span>
            {step.name}
            <i>
              {stepWords[step.state]}
              {step.minutes === null ? '' : ` ${spanWords(step.minutes)}`}
              {step.state === 'ahead' && step.room ? ` · ${step.room}` : ''}
            </i>
          </span>
          {skip && left > 1 && isAhead(step.state) ? (
            <DeskButton look="small" press={(at) => skip(step.service, at)} disabled={false} shortcut={null}>
              Bỏ<span class="unseen"> bước {step.name}</span>
            </DeskButton>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const isAhead = (state: DeskStep['state']): boolean => state === 'open' || state === 'ahead';

function StepSign({ state }: { state: DeskStep['state'] }): VNode {
  if (state === 'done') return <Check label={null} />;
  if (state === 'here') return <Hand label={null} />;
  if (state === 'open') return <Clock label={null} />;
  return <span class="dot" aria-hidden="true" />;
}

/**
 * How long the whole visit has taken, of what the ministry allows (Decision 1313/QĐ-BYT of 2013): amber with a sign
 * and words when it is over.
 */
export function VisitClock({ ticket }: { ticket: DeskTicket }): VNode {
  const { visitMinutes, visitTarget } = ticket;
  const over = visitMinutes > visitTarget;
  return (
    <span class={over ? 'visit-clock over' : 'visit-clock'}>
      {over ? <Warning label={null} /> : <Clock label={null} />}
      Cả lượt {spanWords(visitMinutes)} / {spanWords(visitTarget)}
      {over ? ' – quá mức' : ''}
    </span>
  );
}
