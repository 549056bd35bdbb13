import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { fieldErrors } from '../api/field-errors.js';
import { useChange } from '../api/use-change.js';
import { SayFields } from '../place/say-fields.js';
import { planFaults } from '../place/place-faults.js';
import { PlanFields } from '../place/plan-fields.js';
import { planSentence } from '../place/plan-sentence.js';
import placeStyles from '../place/place.module.css';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { ProblemNote } from '../ui/problem-note.js';
import { listWords } from '../words/list.js';
import { placeWords } from '../words/place.js';
import { changesOfPlan, type EditDraft, editDraftOf, resultOf } from './plan-changes.js';

type Call = Schema<'Call'>;

interface FormProps {
  call: Call;
  onClose: () => void;
}

const EditForm = ({ call, onClose }: FormProps) => {
  const client = useQueryClient();
  const [first] = useState(() => editDraftOf(call));
  const [draft, setDraft] = useState<EditDraft>(first);
  const changes = changesOfPlan(first, draft);
  const { mutate, error, isPending, reset } = useChange({
    mutationFn: (body: Schema<'Reschedule'>) =>
      read(api.PATCH('/calls/{call}', { params: { path: { call: call.call_id } }, body })),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries(),
  });
  const result = resultOf(call, changes);
  const faults = new Map([...planFaults(result)].filter(([field]) => field.replace(/\..*/, '') in changes));
  const errors = new Map([...fieldErrors(error), ...faults]);
  const change = (some: Partial<EditDraft>): void => {
    setDraft((before) => ({ ...before, ...some }));
    if (error) reset();
  };
  const isSame = Object.keys(changes).length === 0;
  return (
    <form
      class={forms.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame && faults.size === 0 && !isPending) mutate(changes);
      }}
    >
      <PlanFields draft={draft} errors={errors} onChange={change} />
      <SayFields draft={draft} errors={errors} onChange={change} />
      <p class={placeStyles.sentence}>{errors.size > 0 ? placeWords.mistakes : planSentence(result)}</p>
      <ProblemNote error={error} />
      <div class={forms.buttons}>
        <Button onClick={onClose}>{listWords.cancel}</Button>
        <Button
          kind="primary"
          type="submit"
          disabled={isPending}
          whyNot={isSame ? placeWords.nothingChanged : null}
        >
          {placeWords.save}
        </Button>
      </div>
    </form>
  );
};

/** Changes when a call that waits is dialled, and what it says; only what was touched is sent. */
export const EditPlan = ({ call }: { call: Call }) => {
  const session = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const reason = whyNot(session, 'calls:write') ?? (call.waiting ? null : placeWords.notWaiting);
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Button whyNot={reason} onClick={() => setIsOpen(true)}>
        {placeWords.edit}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={placeWords.edit} description={placeWords.editText}>
        <EditForm call={call} onClose={close} />
      </Dialog>
    </>
  );
};
