import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'preact/hooks';
import { callsWords } from '../words/calls.js';
import { CallRow } from './call-row.js';
import styles from './calls.module.css';
import type { LiveCalls } from './live-calls.js';
import type { LiveList } from './live-list.js';
import { MOST_HELD } from './merge-calls.js';

const NARROW = matchMedia('(max-width: 800px)');
const rowHeight = (): number => (NARROW.matches ? 92 : 48);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [role=dialog]') !== null;

/** j and k move between the rows; the focused link opens by Enter. */
const useKeys = (count: number, focus: (index: number) => void, current: () => number): void => {
  useEffect(() => {
    const move = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      event.preventDefault();
      focus(Math.min(count - 1, Math.max(0, current() + (event.key === 'j' ? 1 : -1))));
    };
    document.addEventListener('keydown', move);
    return () => document.removeEventListener('keydown', move);
  });
};

/** The rows, of which only those in sight are drawn. */
export const CallRows = ({ list, live }: { list: LiveList; live: LiveCalls | null }) => {
  const box = useRef<HTMLDivElement>(null);
  const { rows, next, isLoading, error } = list;
  const rowsInSight = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: rowHeight,
    getItemKey: (index) => rows[index]?.call_id ?? index,
    overscan: 8,
  });
  const items = rowsInSight.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  // Who has scrolled will scroll on.
  const ahead = last > 50 ? 200 : 25;
  useEffect(() => {
    // After a failure the next part is read once the note of it is gone.
    if (next !== null && !isLoading && !error && last >= rows.length - ahead) void live?.readMore();
  }, [last, rows.length, next, isLoading, error, live]);
  const focused = (): number => {
    const id =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset['call'] : undefined;
    return rows.findIndex(({ call_id }) => call_id === id);
  };
  const focus = (index: number): void => {
    rowsInSight.scrollToIndex(index);
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        box.current?.querySelector<HTMLElement>(`[data-call="${rows[index]?.call_id}"]`)?.focus(),
      ),
    );
  };
  useKeys(rows.length, focus, focused);
  const toTop = (): void => {
    live?.showHeld();
    box.current?.scrollTo({ top: 0 });
  };
  return (
    <div class={styles.frame}>
      {list.held.length > 0 && (
        <button type="button" class={styles.fresh} onClick={toTop}>
          {callsWords.fresh(list.held.length, list.held.length < MOST_HELD)}
        </button>
      )}
      <div
        class={styles.box}
        ref={box}
        tabIndex={0}
        role="region"
        aria-label={callsWords.list}
        onScroll={({ currentTarget }) => {
          if (!live) return;
          live.isStill = currentTarget.scrollTop > 4;
          if (!live.isStill && list.held.length > 0) live.showHeld();
        }}
      >
        <div role="list" class={styles.rows} style={{ height: `${rowsInSight.getTotalSize()}px` }}>
          {items.map(({ key, index, start, size }) => {
            const call = rows[index];
            return call ? (
              <div
                key={key}
                role="listitem"
                aria-setsize={list.total ?? -1}
                aria-posinset={index + 1}
                class={styles.place}
                style={{ height: `${size}px`, transform: `translateY(${start}px)` }}
              >
                <CallRow call={call} />
              </div>
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
};
