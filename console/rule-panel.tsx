import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ServiceRule } from '../core/queue/clinic-file.ts';
import type { RulesAnswer } from '../core/wire/api.ts';
import { Check } from '../web/pictograms.tsx';
import { DeskButton } from './desk-button.tsx';
import type { House } from './house.ts';
import {
  numberIn,
  numbersOf,
  policies,
  policyWords,
  previewWords,
  type RuleNumber,
  ruleNumbers,
  withNumber,
} from './rule-form.ts';

type Service = RulesAnswer['services'][number];

/** By which rule the next of a service is chosen, with the words that would hang on the wall. */
export function RulePanel({ house, service }: { house: House; service: Service }): VNode {
  const rule = useSignal<ServiceRule>(service.rule);
  const wrong = useSignal<readonly RuleNumber[]>([]);
  const type = (name: RuleNumber, text: string) => {
    const changed = withNumber(rule.value, name, text);
    const others = wrong.value.filter((each) => each !== name);
    wrong.value = changed ? others : [...others, name];
    if (changed) rule.value = changed;
  };
  const numbers = numbersOf(rule.value.policy);
  const typedWrong = numbers.some((name) => wrong.value.includes(name));
  return (
    <section class="panel rule" aria-label={`Quy tắc ${service.name}`}>
      <h2>
        Quy tắc gọi: {service.name} ({service.series})
      </h2>
      <Policies rule={rule.value} take={(policy) => (rule.value = { ...rule.value, policy })} />
      {numbers.map((name) => (
        <NumberField
          key={name}
          name={name}
          rule={service.rule}
          bad={wrong.value.includes(name)}
          type={type}
        />
      ))}
      <div class="preview">
        <h3>Sẽ viết trên tường</h3>
        <ul>
          {previewWords(rule.value, service.lateMinutes).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
      <RuleButtons house={house} service={service} rule={typedWrong ? null : rule.value} />
    </section>
  );
}

/** `rule` null: something was typed that the server would not take. */
function RuleButtons({
  house,
  service,
  rule,
}: {
  house: House;
  service: Service;
  rule: ServiceRule | null;
}): VNode {
  const close = () => {
    house.panel.value = { at: 'none' };
  };
  const save = async (to: ServiceRule | null, at: number) => {
    if (await house.setRule(service.id, to, at)) close();
  };
  return (
    <div class="row">
      <DeskButton
        look="primary"
        press={(at) => rule && void save(rule, at)}
        disabled={!house.works || rule === null}
        shortcut={null}
      >
        Áp dụng từ lượt sau
      </DeskButton>
      {service.changed ? (
        <DeskButton look="small" press={(at) => void save(null, at)} disabled={!house.works} shortcut={null}>
          Về quy tắc gốc
        </DeskButton>
      ) : null}
      <DeskButton look="small" press={close} disabled={false} shortcut={null}>
        Thôi
      </DeskButton>
    </div>
  );
}

function Policies({
  rule,
  take,
}: {
  rule: ServiceRule;
  take: (policy: ServiceRule['policy']) => void;
}): VNode {
  return (
    <fieldset>
      <legend>Cách chọn người tiếp theo</legend>
      <div class="options">
        {policies.map((policy) => (
          <DeskButton
            key={policy}
            look="small"
            press={() => take(policy)}
            disabled={false}
            shortcut={null}
            on={policy === rule.policy}
          >
            {policy === rule.policy ? <Check label={null} /> : null} {policyWords[policy]}
          </DeskButton>
        ))}
      </div>
    </fieldset>
  );
}

function NumberField({
  name,
  rule,
  bad,
  type,
}: {
  name: RuleNumber;
  rule: ServiceRule;
  bad: boolean;
  type: (name: RuleNumber, text: string) => void;
}): VNode {
  const { words, least, most } = ruleNumbers[name];
  return (
    <label class="number">
      <span>{words}</span>
      <input
        type="text"
        inputMode="numeric"
        maxLength={3}
        defaultValue={String(numberIn(rule, name) ?? '')}
        aria-invalid={bad}
        onInput={(event) => type(name, event.currentTarget.value)}
      />
      {bad ? (
        <b role="alert">
          Số từ {least} đến {most}
        </b>
      ) : null}
    </label>
  );
}
