import { useChange } from '../api/use-change.js';
import { useSession, whyNot } from '../session/session.js';
import { Button } from '../ui/button.js';
import { ProblemNote } from '../ui/problem-note.js';
import { saveFile } from '../ui/save-file.js';
import { privacyWords as words } from '../words/privacy.js';

interface Props {
  /** Of the file; names nobody. */
  name: string;
  ask: () => Promise<Blob>;
  /** Whether it may be asked for now: a form may be wrong. */
  check?: () => boolean;
}

/** Saves all that is known of a person as a file. */
export const ExportPerson = ({ name, ask, check = () => true }: Props) => {
  const mayNot = whyNot(useSession(), 'privacy:manage');
  const { mutate, error, isPending } = useChange({
    mutationFn: ask,
    onSuccess: (content) => saveFile(name, content),
  });
  return (
    <>
      <Button whyNot={mayNot} disabled={isPending} onClick={() => check() && mutate()}>
        {isPending ? words.exporting : words.exportIt}
      </Button>
      <ProblemNote error={error} />
    </>
  );
};
