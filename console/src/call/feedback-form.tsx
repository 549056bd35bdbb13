import { useState } from 'preact/hooks';
import { ApiProblem } from '../api/problem.js';
import { api, read, type Schema } from '../api/client.js';
import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { feedbackWords as words } from '../words/feedback.js';
import type { Call } from './call-state.js';
import styles from './call.module.css';
import { useRefresh } from './use-call.js';

type Given = Schema<'GiveFeedback'>;
type Score = keyof typeof words.scores;
const SCORES = Object.keys(words.scores) as Score[];
const MOST_NOTES = 2000;

interface ScoreProps {
  name: Score;
  value: number | undefined;
  error: string | undefined;
  onChange: (value: number) => void;
}

/** Five buttons of which one is pressed: a native group, for the keyboard. */
const ScoreField = ({ name, value, error, onChange }: ScoreProps) => (
  <fieldset class={styles.score}>
    <legend>{words.scores[name]}</legend>
    <div class={styles.points}>
      {[1, 2, 3, 4, 5].map((point) => (
        <label key={point} class={styles.point}>
          <input
            type="radio"
            name={name}
            value={point}
            checked={value === point}
            required
            onChange={() => onChange(point)}
          />
          <span>{point}</span>
        </label>
      ))}
    </div>
    {error && (
      <p class={styles.error} role="alert">
        {error}
      </p>
    )}
  </fieldset>
);

/** What was thought of the call; given again, it replaces what was given before. */
export const FeedbackForm = ({ call, name }: { call: Call; name: string }) => {
  const { feedback } = call;
  const [given, setGiven] = useState<Partial<Given>>(feedback ?? {});
  const mayNot = whyNot(useSession(), 'feedback:write') ?? (call.erased_at === null ? null : words.erased);
  const refresh = useRefresh(name);
  const saving = useChange({
    mutationFn: (body: Given) =>
      read(api.PATCH('/calls/{call_sid}/feedback', { params: { path: { call_sid: call.call_id } }, body })),
    onSuccess: refresh,
  });
  const fields = saving.error instanceof ApiProblem ? saving.error.fields : new Map<string, string>();
  const change = (part: Partial<Given>): void => {
    saving.reset();
    setGiven({ ...given, ...part });
  };
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    if (mayNot !== null) return;
    const { call_quality, agent_helpfulness, resolution, call_ease, overall_satisfaction, notes } =
      given as Given;
    const scores = { call_quality, agent_helpfulness, resolution, call_ease, overall_satisfaction };
    saving.mutate({ ...scores, notes: notes?.trim() ? notes : null });
  };
  return (
    <form class={styles.feedback} onSubmit={save}>
      <p class={styles.quiet}>
        {words.scale}
        {feedback && (
          <>
            {' · '}
            {words.givenAt} <Time at={feedback.created_at} />
          </>
        )}
      </p>
      {SCORES.map((each) => (
        <ScoreField
          key={each}
          name={each}
          value={given[each]}
          error={fields.get(each)}
          onChange={(value) => change({ [each]: value })}
        />
      ))}
      <Field
        label={words.notes}
        hint={words.notesHint((given.notes ?? '').length)}
        error={fields.get('notes')}
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            maxLength={MOST_NOTES}
            value={given.notes ?? ''}
            onInput={({ currentTarget }) => change({ notes: currentTarget.value })}
          />
        )}
      </Field>
      <ProblemNote error={saving.error} />
      <div class={styles.buttons}>
        <Button type="submit" kind="primary" whyNot={mayNot}>
          {words.save}
        </Button>
        <span role="status">{saving.isSuccess && words.saved}</span>
      </div>
    </form>
  );
};
