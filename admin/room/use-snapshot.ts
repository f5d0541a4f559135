import { useEffect, useState } from 'preact/hooks';

interface Source<Snapshot> {
  readonly snapshot: Snapshot;
  subscribe(listener: () => void): () => void;
}

/** What a source shows now, and each time that it changes. */
export function useSnapshot<Snapshot>(source: Source<Snapshot>): Snapshot {
  const [, setShown] = useState(source.snapshot);
  useEffect(() => {
    const show = () => setShown(() => source.snapshot);
    // It may have changed before anybody listened.
    show();
    return source.subscribe(show);
  }, [source]);
  return source.snapshot;
}
