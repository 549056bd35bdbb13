import { api, read, type Schema } from '../api/client.js';
import { useMadeOnce } from '../api/use-made-once.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ShownOnce } from '../ui/shown-once.js';
import { accessWords } from '../words/access.js';
import { KeyForm } from './key-form.js';

/** Makes a key, and shows it once: with this part of the page it is gone. */
export const NewKey = () => {
  const { dialog, open, close, mutate, data, error, isPending } = useMadeOnce(
    'keys',
    (body: Schema<'CreateKey'>) => read(api.POST('/keys', { body })),
  );
  return (
    <>
      <Button kind="primary" size="small" onClick={open}>
        {accessWords.newKey}
      </Button>
      <Dialog
        {...dialog}
        title={data ? accessWords.madeTitle : accessWords.newKey}
        description={data ? accessWords.madeText : accessWords.newKeyText}
      >
        {data ? (
          <ShownOnce secret={data.key} what={accessWords.key} done={accessWords.kept} onDone={close} />
        ) : (
          <KeyForm error={error} isPending={isPending} onSubmit={mutate} onCancel={close} />
        )}
      </Dialog>
    </>
  );
};
