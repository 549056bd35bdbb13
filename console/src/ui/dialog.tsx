import type { ComponentChildren } from 'preact';
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
  children?: ComponentChildren;
}

/** A question or a form above the page, which keeps the focus until it is closed, and then gives it back. */
export const Dialog = ({ isOpen, onClose, title, description, mustAnswer = false, children }: Props) => {
  const cameFrom = useRef<Element | null>(null);
  return (
    <Radix.Root open={isOpen} onOpenChange={(isNowOpen: boolean) => !isNowOpen && !mustAnswer && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={styles.dialog}
          onOpenAutoFocus={() => {
            cameFrom.current = document.activeElement;
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
