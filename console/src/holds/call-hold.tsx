import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { holdsWords as words } from '../words/holds.js';
import { LiftHold } from './lift-hold.js';
import { PutHold } from './put-hold.js';
import { useHold } from './use-hold.js';

/** Whether a call is on hold and why, and the way to put it there or take it off. */
export const CallHold = ({ call }: { call: string }) => {
  const { data: hold, error, refetch } = useHold(call);
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (hold === undefined) return null;
  if (hold === null) return <PutHold call={call} />;
  return (
    <div class={forms.aside} role="status">
      <span>
        <strong>
          {words.isHeld} <Time at={hold.since} />
        </strong>
        {`: ${hold.reason} ${words.isHeldText}`}
      </span>
      <span class={forms.inRow}>
        <PutHold call={call} reason={hold.reason} />
        <LiftHold call={call} />
      </span>
    </div>
  );
};
