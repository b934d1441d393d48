"""Fills out weights that a tflite file stores sparse, by the format's own rules, without running the file.

A sparse tensor lists its values level by level. Each level is either dense (every index occurs) or compressed (for
each entry of the level above, a segment of an index list says which ones occur). The first levels are the tensor's
own dimensions in the order of ``traversal_order``; further ones, if any, are the inside of blocks, and ``block_map``
says which dimension a block level belongs to. (TensorFlow Lite schema, ``SparsityParameters``.)
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import tflite

__all__ = ["densify"]

Ints = npt.NDArray[np.int64]
_VECTORS = {
    tflite.SparseIndexVector.Int32Vector: tflite.Int32Vector,
    tflite.SparseIndexVector.Uint16Vector: tflite.Uint16Vector,
    tflite.SparseIndexVector.Uint8Vector: tflite.Uint8Vector,
}


def densify(values: npt.NDArray[Any], shape: tuple[int, ...], sparsity: tflite.SparsityParameters) -> npt.NDArray[Any]:
    """Spread the stored values over a full array; all other entries are zero.

    Parameters
    ----------
    values
        The stored values, shape (N,), in the file's order.
    shape
        Shape of the full tensor.
    sparsity
        The tensor's sparsity record.

    Returns
    -------
    ndarray
        Of the given shape and of the type of ``values``.

    Raises
    ------
    ValueError
        The record does not fit the values or the shape.
    """
    levels = [sparsity.DimMetadata(i) for i in range(sparsity.DimMetadataLength())]
    order = [sparsity.TraversalOrder(i) for i in range(len(levels))]
    indices = _walk(levels)
    if indices.shape[1] != values.size:
        raise ValueError(f"the sparsity record lists {indices.shape[1]} values, the buffer holds {values.size}")
    full = np.zeros(shape, values.dtype)
    full[tuple(_coordinates(indices, order, levels, sparsity, len(shape)))] = values
    return full


def _walk(levels: list[tflite.DimensionMetadata]) -> Ints:
    """Give the index at each level of every stored value, shape (levels, N)."""
    known: Ints = np.zeros((0, 1), np.int64)
    for level in levels:
        parents = known.shape[1]
        if level.Format() == tflite.DimensionType.DENSE:
            size = level.DenseSize()
            counts: Ints = np.full(parents, size, np.int64)
            here = np.tile(np.arange(size), parents)
        else:
            ends = _vector(level.ArraySegments(), level.ArraySegmentsType())
            here = _vector(level.ArrayIndices(), level.ArrayIndicesType())
            counts = np.diff(ends)
            if counts.size != parents:
                raise ValueError(f"a compressed level has {counts.size} segments for {parents} entries above it")
        known = np.vstack([np.repeat(known, counts, axis=1), here])
    return known


def _vector(table: Any, kind: int) -> Ints:
    vector = _VECTORS[kind]()
    vector.Init(table.Bytes, table.Pos)
    return np.asarray(vector.ValuesAsNumpy(), np.int64)


def _coordinates(
    indices: Ints, order: list[int], levels: list[tflite.DimensionMetadata], sparsity: Any, rank: int
) -> list[Ints]:
    """Turn level indices into tensor coordinates: block index times block size plus the index inside the block."""
    at: list[Ints] = [np.zeros(indices.shape[1], np.int64)] * rank
    for dim, index in zip(order, indices, strict=True):
        if dim < rank:
            at[dim] = index
    for dim, index, level in zip(order, indices, levels, strict=True):
        if dim >= rank:
            outer = sparsity.BlockMap(dim - rank)
            at[outer] = at[outer] * level.DenseSize() + index
    return at
