import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { accessWords } from '../words/access.js';
import { KeyForm } from './key-form.js';
import { ShownOnce } from './shown-once.js';

/** Makes a key, and shows it once: with this part of the page it is gone. */
export const NewKey = () => {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (body: Schema<'CreateKey'>) => read(api.POST('/keys', { body })),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['keys'] }),
    // Not a moment longer than it is shown.
    gcTime: 0,
  });
  const close = (): void => {
    setIsOpen(false);
    reset();
  };
  return (
    <>
      <Button kind="primary" size="small" onClick={() => setIsOpen(true)}>
        {accessWords.newKey}
      </Button>
      <Dialog
        isOpen={isOpen}
        onClose={close}
        mustAnswer={isPending || data !== undefined}
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
