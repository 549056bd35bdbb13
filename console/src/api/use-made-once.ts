import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { useChange } from './use-change.js';

/** A dialog that makes something whose secret is shown once: closed, it is gone. `name` is the list that has one more then. */
export const useMadeOnce = <Input, Made>(name: string, make: (input: Input) => Promise<Made>) => {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, data, error, isPending, reset } = useChange({
    mutationFn: make,
    onSuccess: () => void client.invalidateQueries({ queryKey: [name] }),
    // Not a moment longer than it is shown.
    gcTime: 0,
  });
  const close = (): void => {
    setIsOpen(false);
    reset();
  };
  const dialog = { isOpen, onClose: close, mustAnswer: isPending || data !== undefined };
  return { dialog, open: () => setIsOpen(true), close, mutate, data, error, isPending };
};
