/** What a page is told while it is open. */
interface StreamListener {
  /** The stream has begun, or begun again. */
  onReady: () => void;
  onChange: (id: string, version: number) => void;
  /** More was missed than is told one by one. */
  onReset: () => void;
  /** The stream is broken; it is tried again by itself. */
  onBreak: () => void;
  /** It was refused: by who has to sign in, or may not. */
  onRefusal: () => void;
}

const AGAIN_MS = 5_000;

/** Listens to which calls change, from the last event on after each break. Answers how to end it. */
export const listenToCalls = (listener: StreamListener): (() => void) => {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = '';
  const open = (): void => {
    const query = lastId ? `?${new URLSearchParams({ last_event_id: lastId }).toString()}` : '';
    const opened = new EventSource(`/calls/stream${query}`);
    source = opened;
    const on = (name: string, act: (event: MessageEvent<string>) => void): void =>
      opened.addEventListener(name, (event) => {
        lastId = event.lastEventId || lastId;
        act(event);
      });
    on('ready', listener.onReady);
    on('reset', listener.onReset);
    on('call', ({ data }) => {
      const { id, version } = JSON.parse(data) as { id: string; version: number };
      listener.onChange(id, version);
    });
    opened.addEventListener('error', () => {
      listener.onBreak();
      // A browser comes again by itself, unless it was refused.
      if (opened.readyState !== EventSource.CLOSED) return;
      listener.onRefusal();
      timer = setTimeout(open, AGAIN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
};
