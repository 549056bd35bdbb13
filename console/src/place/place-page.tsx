import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { api, read } from '../api/client.js';
import { Loading } from '../ui/loading.js';
import { Page } from '../ui/page.js';
import { ProblemNote } from '../ui/problem-note.js';
import { placeWords } from '../words/place.js';
import { shellWords } from '../words/shell.js';
import { draftAgain, emptyDraft } from './draft.js';
import { PlaceForm } from './place-form.js';
import { placeSearch } from './place-search.js';

/** The form, filled from an earlier call. */
const Again = ({ call }: { call: string }) => {
  const { data, error, refetch } = useQuery({
    queryKey: ['call', call, 'again'],
    queryFn: ({ signal }) => read(api.GET('/calls/{call}', { params: { path: { call } }, signal })),
    staleTime: Infinity,
    // The form is filled once: from the call as it is now.
    gcTime: 0,
  });
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <p role="status">{placeWords.againOf}</p>
      <PlaceForm first={draftAgain(data)} />
    </>
  );
};

export const PlacePage = () => {
  const { again, to } = placeSearch(useSearch({ strict: false }));
  return (
    <Page title={shellWords.nav.place} lead={placeWords.lead}>
      {again === undefined ? (
        <PlaceForm key={to} first={emptyDraft(to)} />
      ) : (
        <Again key={again} call={again} />
      )}
    </Page>
  );
};
