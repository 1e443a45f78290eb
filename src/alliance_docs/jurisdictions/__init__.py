"""One authority's rules as data: loading, vocabulary, the sandbox, expressions over facts."""
