import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Dialog as Radix } from 'radix-ui';
import { Button } from './button.js';
import styles from './dialog.module.css';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** One sentence on what it is about. */
  description: string;
  /** Whether a click beside it or Escape leaves it open: what it shows or waits for would be lost. */
  mustAnswer?: boolean;
  /** What has the focus first, as it is; else the first field, with all of its text selected. */
  first?: RefObject<HTMLElement | null>;
  children?: ComponentChildren;
}

/** A question or a form above the page, which keeps the focus until it is closed, and then gives it back. */
export const Dialog = (props: Props) => {
  const { isOpen, onClose, title, description, mustAnswer = false, first, children } = props;
  const cameFrom = useRef<Element | null>(null);
  return (
    <Radix.Root open={isOpen} onOpenChange={(isNowOpen: boolean) => !isNowOpen && !mustAnswer && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={styles.dialog}
          onOpenAutoFocus={(event: Event) => {
            cameFrom.current = document.activeElement;
            if (!first?.current) return;
            event.preventDefault();
            first.current.focus();
          }}
          onCloseAutoFocus={(event: Event) => {
            event.preventDefault();
            if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
          }}
        >
          <Radix.Title className={styles.title}>{title}</Radix.Title>
          <Radix.Description className={styles.description}>{description}</Radix.Description>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};

interface ConfirmProps extends Props {
  /** What is done, as the button says it. */
  action: string;
  /** What leaves all as it is. */
  cancel: string;
  isDangerous?: boolean;
  isPending?: boolean;
  onConfirm: () => void;
}

export const Confirm = (props: ConfirmProps) => {
  const { action, cancel, isDangerous = false, isPending = false, onConfirm, children, ...dialog } = props;
  return (
    <Dialog {...dialog}>
      {children}
      <div class={styles.buttons}>
        <Button onClick={dialog.onClose}>{cancel}</Button>
        <Button kind={isDangerous ? 'danger' : 'primary'} disabled={isPending} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
};
