import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { Button } from '../ui/button.js';
import { ForScope } from '../ui/for-scope.js';
import forms from '../ui/form.module.css';
import { Page } from '../ui/page.js';
import { Panel } from '../ui/panel.js';
import { auditWords } from '../words/audit.js';
import { shellWords } from '../words/shell.js';
import { AuditFilters } from './audit-filters.js';
import { type AuditSearch, isFiltered } from './audit-search.js';
import { AuditTable } from './audit-table.js';

const PAGE_SIZE = 25;

/** Parts follow each other by a cursor: the browser's way back leads to the newer ones. */
const Parts = ({
  search,
  next,
  onGo,
}: {
  search: AuditSearch;
  next: string | null;
  onGo: (to: AuditSearch) => void;
}) => {
  const { cursor, ...filters } = search;
  return (
    <nav class={forms.buttons} aria-label={auditWords.parts}>
      <Button
        size="small"
        whyNot={cursor === undefined ? auditWords.isNewest : null}
        onClick={() => onGo(filters)}
      >
        {auditWords.newest}
      </Button>
      <Button
        size="small"
        whyNot={next === null ? auditWords.isOldest : null}
        onClick={() => onGo({ ...filters, ...(next !== null && { cursor: next }) })}
      >
        {auditWords.older}
      </Button>
    </nav>
  );
};

const Acts = () => {
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const go = (to: AuditSearch): void => void navigate({ search: to });
  const query = useQuery({
    queryKey: ['audit', search],
    queryFn: ({ signal }) =>
      read(api.GET('/audit', { params: { query: { ...search, page_size: PAGE_SIZE } }, signal })),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <AuditFilters search={search} error={query.error} onFilter={go} />
      <Panel title={auditWords.list} query={query}>
        {({ data, next_cursor }) => (
          <>
            {data.length > 0 && <AuditTable acts={data} />}
            {data.length === 0 && <p>{isFiltered(search) ? auditWords.noneFound : auditWords.none}</p>}
            <Parts search={search} next={next_cursor} onGo={go} />
          </>
        )}
      </Panel>
      <p class={forms.note}>{auditWords.verify}</p>
    </>
  );
};

/** Who did what, for admins. */
export const AuditPage = () => (
  <Page title={shellWords.nav.audit} lead={auditWords.lead}>
    <ForScope scope="admin">
      <Acts />
    </ForScope>
  </Page>
);
