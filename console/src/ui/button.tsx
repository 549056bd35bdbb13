import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import styles from './button.module.css';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'disabled'> {
  kind?: 'plain' | 'primary' | 'danger';
  size?: 'normal' | 'small';
  type?: 'button' | 'submit';
  disabled?: boolean;
  /** Why it cannot be used; null or left out where it can. Told on hover, on focus and to screen readers. */
  whyNot?: string | null;
  children?: ComponentChildren;
}

/** A button that may not be used stays in reach of the keyboard, so that the reason can be read. */
export const Button = (props: Props) => {
  const {
    kind = 'plain',
    size = 'normal',
    type = 'button',
    whyNot = null,
    children,
    onClick,
    ...rest
  } = props;
  const id = useId();
  // In the same place with a reason and without one: an element that is made anew loses the focus.
  return (
    <span class={styles.explained}>
      <button
        {...rest}
        type={type}
        class={[styles.button, styles[kind], styles[size]].filter(Boolean).join(' ')}
        aria-disabled={whyNot !== null || undefined}
        aria-describedby={whyNot === null ? undefined : id}
        onClick={(event) => {
          if (whyNot === null) onClick?.(event);
          else event.preventDefault();
        }}
      >
        {children}
      </button>
      {whyNot !== null && (
        <span id={id} role="tooltip" class={styles.why}>
          {whyNot}
        </span>
      )}
    </span>
  );
};
