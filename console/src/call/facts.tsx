import { Link } from '@tanstack/react-router';
import type { ComponentChildren } from 'preact';
import { Copyable } from '../ui/copyable.js';
import { Time } from '../ui/time.js';
import { inWords } from '../ui/times.js';
import { ERASED } from '../words/call-states.js';
import { callWords } from '../words/call.js';
import { type Call, isOver, money, secondsBetween } from './call-state.js';
import styles from './call.module.css';

const { facts } = callWords;

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class={styles.fact}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Quiet = ({ children }: { children: ComponentChildren }) => <span class={styles.quiet}>{children}</span>;

const Moment = ({ at, missing }: { at: string | null; missing: string }) =>
  at === null ? <Quiet>{missing}</Quiet> : <Time at={at} />;

const Duration = ({ seconds, missing }: { seconds: number | null; missing: string }) =>
  seconds === null ? <Quiet>{missing}</Quiet> : <span>{inWords(seconds)}</span>;

const Price = ({ call }: { call: Call }) => {
  const paid = money(call.price, call.price_unit);
  if (paid !== null) return <span>{paid}</span>;
  return <Quiet>{call.started_at === null && isOver(call) ? facts.noPrice : facts.notTold}</Quiet>;
};

/** Why it is as it is, in words, with what to do. */
const Reasons = ({ call }: { call: Call }) => (
  <ul class={styles.reasons}>
    {call.explanations.map(({ kind, code, meaning, fix }) => (
      <li key={`${kind}${code}`}>
        <strong>{meaning}.</strong> {fix}. <Quiet>{`${kind === 'sip' ? 'SIP' : 'Twilio'} ${code}`}</Quiet>
      </li>
    ))}
    {call.explanations.length === 0 && call.failure_reason && (
      <li>
        {call.failure_reason.message} <Quiet>{call.failure_reason.code}</Quiet>
      </li>
    )}
  </ul>
);

export const Facts = ({ call }: { call: Call }) => {
  const missingAnswer = isOver(call) ? facts.notAnswered : facts.notTold;
  const rungUntil = call.answered_at ?? call.ended_at;
  return (
    <>
      <dl class={styles.facts}>
        <Fact name={facts.to}>
          {call.erased_at === null ? (
            <Copyable text={call.to_number} what={facts.to} />
          ) : (
            <Quiet>{ERASED}</Quiet>
          )}
        </Fact>
        <Fact name={facts.user}>
          {call.erased_at === null ? (
            <Link to={'/users/$user' as string} params={{ user: call.user_id } as never}>
              {call.user_external_id}
            </Link>
          ) : (
            <Quiet>{ERASED}</Quiet>
          )}
        </Fact>
        <Fact name={facts.asked}>
          <Time at={call.created_at} />
        </Fact>
        <Fact name={facts.started}>
          <Moment at={call.started_at} missing={facts.notDialled} />
        </Fact>
        <Fact name={facts.answered}>
          <Moment at={call.answered_at} missing={missingAnswer} />
        </Fact>
        <Fact name={facts.ended}>
          <Moment at={call.ended_at} missing={isOver(call) ? facts.notTold : facts.notEnded} />
        </Fact>
        <Fact name={facts.rang}>
          <Duration seconds={secondsBetween(call.started_at, rungUntil)} missing={facts.notTold} />
        </Fact>
        <Fact name={facts.talked}>
          <Duration seconds={call.answered_at === null ? null : call.duration} missing={missingAnswer} />
        </Fact>
        <Fact name={facts.price}>
          <Price call={call} />
        </Fact>
        {call.answered_by !== null && <Fact name={facts.answeredBy}>{call.answered_by}</Fact>}
        {call.campaign_id !== null && <Fact name={facts.campaign}>{call.campaign_id}</Fact>}
        <Fact name={facts.id}>
          <Copyable text={call.call_id} what={facts.id} />
        </Fact>
        {call.twilio_sid !== null && (
          <Fact name={facts.sid}>
            <Copyable text={call.twilio_sid} what={facts.sid} />
          </Fact>
        )}
      </dl>
      {(call.explanations.length > 0 || call.failure_reason) && <Reasons call={call} />}
      <details class={styles.script}>
        <summary>{facts.script}</summary>
        <p>{call.script ?? facts.noScript}</p>
      </details>
    </>
  );
};
