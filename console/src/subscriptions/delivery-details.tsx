import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/hooks';
import { api, read, type Schema } from '../api/client.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copyable.js';
import { Dialog } from '../ui/dialog.js';
import forms from '../ui/form.module.css';
import { Loading } from '../ui/loading.js';
import { ProblemNote } from '../ui/problem-note.js';
import { Time } from '../ui/time.js';
import { subscriptionsWords as words } from '../words/subscriptions.js';

type Details = Schema<'DeliveryDetails'>;

const Shown = ({ details: { tries, request } }: { details: Details }) => (
  <>
    <ul>
      {tries.map((each) => (
        <li key={each.at}>
          <Time at={each.at} /> {each.status ?? each.error} {each.answer} ({words.took(each.took_ms)})
        </li>
      ))}
    </ul>
    {request === null ? <p>{words.forgotten}</p> : <Copyable text={request.curl} what={words.curl} />}
  </>
);

/** A delivery in full, read when it is asked for. */
export const DeliveryDetails = ({ delivery: { id, type } }: { delivery: Schema<'Delivery'> }) => {
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const { data, error } = useQuery({
    queryKey: ['deliveries', 'details', id],
    queryFn: ({ signal }) =>
      read(api.GET('/deliveries/{delivery_id}', { params: { path: { delivery_id: id } }, signal })),
    enabled: isOpen,
  });
  return (
    <>
      <Button size="small" aria-label={words.detailsOf(type)} onClick={() => setIsOpen(true)}>
        {words.details}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.detailsTitle} description={words.detailsText}>
        {data ? <Shown details={data} /> : !error && <Loading />}
        <ProblemNote error={error} />
        <div class={forms.buttons}>
          <Button onClick={close}>{words.close}</Button>
        </div>
      </Dialog>
    </>
  );
};
