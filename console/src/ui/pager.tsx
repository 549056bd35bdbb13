import { listWords } from '../words/list.js';
import { Button } from './button.js';
import styles from './pager.module.css';

interface Props {
  /** Of which list, for a page with several. */
  label: string;
  page: number;
  pageSize: number;
  total: number;
  onPage: (page: number) => void;
}

/** Which part of a list is shown, and the way to its neighbours. */
export const Pager = ({ label, page, pageSize, total, onPage }: Props) => {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0 && page <= 1) return null;
  return (
    <nav class={styles.pager} aria-label={listWords.pages(label)}>
      <span>{listWords.pageOf(page, last, total)}</span>
      <Button
        size="small"
        whyNot={page <= 1 ? listWords.isFirst : null}
        onClick={() => onPage(Math.min(page - 1, last))}
      >
        {listWords.previous}
      </Button>
      <Button size="small" whyNot={page >= last ? listWords.isLast : null} onClick={() => onPage(page + 1)}>
        {listWords.next}
      </Button>
    </nav>
  );
};
