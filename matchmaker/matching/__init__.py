"""Suggest suppliers for a need, and say why. Pure: neither Flask nor SQLAlchemy.

Public names, by module (nothing is imported here, so that importing the package stays light):

- ``values``: ``Evidence``, ``Supplier``, ``Need``, ``Filters``, ``Reason``, ``Suggestion``,
  ``Exclusion``, ``SharedWord``, ``Span``.
- ``matcher``: ``SupplierMatcher(weights=None).fit(suppliers)``, then ``.suggest(need, k=20, filters=None)``,
  ``.explain(need, supplier_id)``, ``.set_aside(need, filters=None)``, ``.with_changes(updated, removed)``,
  ``.needs_for(supplier_id, need_index, k)`` with ``.need_index(needs)``; ``.merged()`` folds the tail in and
  ``reindexed(suppliers)`` rebuilds, both under the same version.
- ``cpv_suggestions``: ``CpvSuggester().fit(texts, codes)`` and ``.suggest(text, k)``;
  ``nomenclature_suggester()`` is the one that needs no contract, cached for the process.
- ``weights``: ``load_weights(path=None)``, ``shipped_weights()``, ``Weights.to_json()``.
- ``eligibility``: ``is_eligible(kinds, articles)``.
- ``snapshot``: ``save(matcher, folder)``, ``load(folder)``; ``SnapshotError`` when damaged or older.
- ``files``: ``rank_files(...)`` and ``suggest_cpv_files(...)``, the ``match/1`` contract; ``FileRefused``.
- ``wording``: ``say(reason, translate)``, ``french(reason)``: a reason in words.
- ``evaluation``: nDCG, recall, reciprocal rank, buyer folds, paired bootstrap.
"""
