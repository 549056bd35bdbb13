/** What is used of the immutable maps and lists in which Swagger UI keeps the document. */
interface Entries<T> {
  forEach(visit: (value: T, key: string) => void): void;
}
interface Parameter {
  get(field: 'name' | 'in'): string;
}
interface Operation {
  get(field: 'parameters'): Entries<Parameter> | undefined;
  has(field: 'requestBody'): boolean;
}
interface Document {
  get(field: 'paths'): Entries<Entries<Operation>>;
}

type Values = Record<string, string | undefined>;
type PathMethod = [path: string, method: string];
type GetSample = (schema: unknown, mediaType: unknown, options: unknown, example?: object) => unknown;

/** What is used of the system that Swagger UI hands to its plugins. */
interface SwaggerSystem {
  specSelectors: { specJson(): Document };
  specActions: { changeParamByIdentity(at: PathMethod, parameter: Parameter, value: string): void };
  oas3Selectors: { hasUserEditedBody(...at: PathMethod): boolean };
  oas3Actions: { setRequestBodyValue(change: { pathMethod: PathMethod; value: undefined }): void };
  fn: { prefill(system: SwaggerSystem, values: Values): void };
}

/** An answer as Swagger UI keeps it; a failure has no `ok`. */
interface Answer {
  ok?: boolean;
  body?: Values;
}

// The page is sent the text of both plugins: they can use nothing that stands outside them.

/** `fn.prefill` has values stand in all path parameters and examples of bodies by these names; a body that was edited stays. */
export const prefillPlugin = (): object => {
  const known: Values = {};
  const prefill: SwaggerSystem['fn']['prefill'] = (system, values) => {
    const unedited: PathMethod[] = [];
    const document = system.specSelectors.specJson();
    document.get('paths').forEach((methods, path) => {
      methods.forEach((operation, method) => {
        const isUnedited = !system.oas3Selectors.hasUserEditedBody(path, method);
        if (operation.has('requestBody') && isUnedited) unedited.push([path, method]);
        operation.get('parameters')?.forEach((parameter) => {
          const value = values[parameter.get('name')];
          if (value !== undefined && parameter.get('in') === 'path')
            system.specActions.changeParamByIdentity([path, method], parameter, value);
        });
      });
    });
    Object.assign(known, values);
    for (const pathMethod of unedited)
      system.oas3Actions.setRequestBodyValue({ pathMethod, value: undefined });
  };
  return {
    afterLoad(this: { fn: { prefill?: typeof prefill; getSampleSchema: GetSample } }): void {
      const getSample = this.fn.getSampleSchema;
      this.fn.prefill = prefill;
      this.fn.getSampleSchema = (schema, mediaType, options, example) => {
        if (typeof example !== 'object') return getSample(schema, mediaType, options, example);
        const fields = JSON.parse(JSON.stringify(example)) as Values;
        for (const name of Object.keys(fields)) fields[name] = known[name] ?? fields[name];
        return getSample(schema, mediaType, options, fields);
      };
    },
  };
};

/** Prefills a user whom nobody has made yet, and what was made last. */
export const lastMadePlugin = (): object => {
  const newUser = (): Values => {
    const name = `ada-${Date.now().toString(36)}`;
    return { email: `${name}@example.com`, external_id: name };
  };
  const namesOf: Record<string, (made: Values) => Values> = {
    'post /users': ({ id, external_id: name }) => ({
      ...newUser(),
      user_id: id,
      user_external_id: name ?? id,
    }),
    'post /keys': ({ id }) => ({ key_id: id }),
    'post /privacy/erasures': ({ id }) => ({ erasure_id: id }),
    'post /calls/outbound': ({ call_id: id }) => ({ call: id, call_sid: id }),
  };
  const updateJsonSpec = (original: (spec: object) => void, system: SwaggerSystem) => (spec: object) => {
    original(spec);
    const user = newUser();
    system.fn.prefill(system, { ...user, user_external_id: user['external_id'] });
  };
  const setResponse =
    (original: (...args: [...PathMethod, Answer]) => void, system: SwaggerSystem) =>
    (path: string, method: string, answer: Answer) => {
      original(path, method, answer);
      const names = namesOf[`${method} ${path}`];
      if (names && answer.ok && answer.body) system.fn.prefill(system, names(answer.body));
    };
  return { statePlugins: { spec: { wrapActions: { updateJsonSpec, setResponse } } } };
};
