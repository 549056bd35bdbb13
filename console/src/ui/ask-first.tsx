import type { StateUpdater, Dispatch } from 'preact/hooks';
import { listWords } from '../words/list.js';
import { Button } from './button.js';
import { Confirm } from './dialog.js';
import { ProblemNote } from './problem-note.js';

interface Props {
  /** What is done, on the button, and in the question unless `confirm` says it in other words. */
  action: string;
  confirm?: string;
  /** The same for a screen reader, where several buttons say the same. */
  name?: string;
  size?: 'normal' | 'small';
  whyNot?: string | null;
  title: string;
  text: string;
  isDangerous?: boolean;
  mustAnswer?: boolean;
  /** Whether it may be asked for now: a form may be wrong. */
  check?: () => boolean;
  asking: readonly [isAsked: boolean, setIsAsked: Dispatch<StateUpdater<boolean>>];
  change: { error: unknown; isPending: boolean; reset: () => void };
  onConfirm: () => void;
}

/** A button that asks before it does something; what went wrong is told in the question. */
export const AskFirst = (props: Props) => {
  const { action, confirm = action, name, size, whyNot, check = () => true, onConfirm } = props;
  const { title, text, isDangerous, mustAnswer, asking, change } = props;
  const [isAsked, setIsAsked] = asking;
  return (
    <>
      <Button
        size={size}
        whyNot={whyNot}
        aria-label={name}
        onClick={() => {
          if (!check()) return;
          change.reset();
          setIsAsked(true);
        }}
      >
        {action}
      </Button>
      <Confirm
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={title}
        description={text}
        action={confirm}
        cancel={listWords.cancel}
        isDangerous={isDangerous}
        mustAnswer={mustAnswer}
        isPending={change.isPending}
        onConfirm={onConfirm}
      >
        <ProblemNote error={change.error} />
      </Confirm>
    </>
  );
};
