import { useMutation, type UseMutationOptions } from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * A mutation that is done once, however fast it is asked for again: a second click or Enter comes before a button is
 * seen to be disabled. Asked for anew once the page shows what became of it.
 */
export const useChange = <Data, Input = void>(options: UseMutationOptions<Data, Error, Input>) => {
  const { mutate: send, mutateAsync: _never, ...mutation } = useMutation(options);
  const isUnderWay = useRef(false);
  useLayoutEffect(() => {
    isUnderWay.current = mutation.isPending;
  });
  const mutate = useCallback(
    (input: Input): void => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      send(input);
    },
    [send],
  );
  return { ...mutation, mutate };
};
