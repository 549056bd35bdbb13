/** The header that names what a request has made, for the documentation of its route. */
export const LOCATION_HEADER = {
  Location: {
    description: 'Where what was made is found, as a path.',
    schema: { type: 'string' as const },
  },
};
