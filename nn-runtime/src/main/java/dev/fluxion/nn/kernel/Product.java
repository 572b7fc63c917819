package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Mirror;
import dev.fluxion.codegen.Precision;
import java.util.Arrays;

/**
 * One product, bound to its operands, to be run by any number of threads. Reused, so that a call allocates nothing.
 *
 * <p>Source: K. Goto, R. A. van de Geijn, Anatomy of High-Performance Matrix Multiplication (ACM TOMS 34, 2008).
 */
final class Product implements WorkerPool.Task {
    private static final MatrixProducts.BlockEpilogue NOBODY = (block, rowFrom, rowTo, columnFrom, columnTo) -> { };

    private final Tiles tiles;
    private final RightPanels right;
    private final Object none;
    private final Rooms ofBlocks = new Rooms();
    private final WorkerPool.Task blocks = this::block;
    private final WorkerPool.Task total = this::total;
    private final MatrixProducts.BlockEpilogue turner = this::turn;
    private Object a;
    private Object c;
    private int aOffset;
    private int cOffset;
    private boolean transposeA;
    private int m;
    private int n;
    private int k;
    private int blockDepth;
    private boolean accumulate;
    private boolean symmetric;
    private boolean inDepth; // threads have blocks of the depth
    private Object sums; // of those blocks but the first, one after the other
    private Product factorsTurned; // (B'*A')' where it is needed
    private long call;
    private MatrixProducts.Epilogue epilogue = MatrixProducts.Epilogue.NONE;
    private MatrixProducts.BlockEpilogue taker = NOBODY;

    Product(Precision precision) {
        tiles = Tiles.of(precision);
        right = new RightPanels(tiles);
        none = precision.array(0);
        release();
    }

    Product left(Object array, int offset, boolean transposed) {
        a = array;
        aOffset = offset;
        transposeA = transposed;
        return this;
    }

    Product right(Object array, int offset, boolean transposed) {
        right.of(array, offset, transposed);
        return this;
    }

    Product into(Object array, int offset, boolean add) {
        c = array;
        cOffset = offset;
        accumulate = add;
        return this;
    }

    Product sizes(int rows, int columns, int depth) {
        m = rows;
        n = columns;
        k = depth;
        right.sizes(n, k);
        blockDepth = Blocking.depth(n, k);
        symmetric = false;
        inDepth = false;
        call = PackedBlock.newCall();
        return this;
    }

    /** Sizes of a product that is known to be symmetric: what is below the diagonal is copied from above it. */
    Product symmetric(int order, int depth) {
        sizes(order, order, depth);
        symmetric = depth > 0;
        return this;
    }

    Product then(MatrixProducts.Epilogue last) {
        epilogue = last;
        return this;
    }

    /** Hands over blocks of C instead of storing it. */
    Product into(MatrixProducts.BlockEpilogue last) {
        taker = last;
        accumulate = false;
        return this;
    }

    private boolean isKept() {
        return taker == NOBODY;
    }

    /** Keeps no array alive between calls. */
    final void release() {
        a = none;
        right.of(none, 0, false);
        c = none;
        sums = none;
        epilogue = MatrixProducts.Epilogue.NONE;
        taker = NOBODY;
        if (factorsTurned != null) {
            factorsTurned.release();
        }
    }

    /** Runs on the caller's thread alone. */
    void run(Workspace workspace) {
        if (isTurned()) {
            turned().run(0, 1, workspace);
        } else {
            run(0, 1, workspace);
        }
    }

    /** Runs on all threads of a pool. */
    void run(WorkerPool pool) {
        if (isTurned()) {
            turned().run(pool);
            return;
        }
        int parts = Blocking.parts(m, n, symmetric ? k / 2 : k, pool);
        inDepth = parts > 1 && isKept() && !symmetric && Blocking.isSharedInDepth(m, n, k, pool.workers());
        if (inDepth) {
            int depths = Math.ceilDiv(k, blockDepth);
            sums = ofBlocks.atLeast(tiles.precision(), (depths - 1) * m * n);
            pool.run(blocks, depths);
            pool.run(total, parts);
        } else {
            pool.run(this, parts);
        }
    }

    private boolean isTurned() {
        return right.isTransposed() && isKept() && !accumulate && !symmetric && Blocking.isTurned(m, n, k);
    }

    // (B*A')' reads rows of B where they are; each entry is the same sum.
    private Product turned() {
        if (factorsTurned == null) {
            factorsTurned = new Product(tiles.precision());
        }
        factorsTurned.left(right.matrix(), right.offset(), false).right(a, aOffset, !transposeA).into(turner).sizes(n, m, k);
        factorsTurned.blockDepth = blockDepth;
        return factorsTurned;
    }

    private void turn(Object block, int rowFrom, int rowTo, int columnFrom, int columnTo) {
        tiles.transposedPanels().turn(block, columnFrom, m, rowTo - rowFrom, columnTo - columnFrom, n, c, cOffset + columnFrom * n + rowFrom);
        epilogue.run(columnFrom, columnTo, rowFrom, rowTo);
    }

    private void block(int part, int parts, Workspace workspace) {
        int p = part * blockDepth;
        for (int j = 0; j < n; j += mostColumns()) {
            columnBlock(0, m, j, Math.min(mostColumns(), n - j), p, Math.min(blockDepth, k - p), workspace);
        }
    }

    // The same sums in the same order as without threads.
    private void total(int part, int parts, Workspace workspace) {
        int end = Blocking.share(part + 1, parts, m);
        for (int i = Blocking.share(part, parts, m); i < end; i += Tiles.FEWEST_ROWS) {
            int to = Math.min(end, i + Tiles.FEWEST_ROWS);
            for (int p = blockDepth; p < k; p += blockDepth) {
                BlockSums.add(sums, firstOf(p) + i * n, (to - i) * n, c, cOffset + i * n);
            }
            epilogue.run(i, to, 0, n);
        }
    }

    // Where sums of a block of the depth begin in their array.
    private int firstOf(int p) {
        return inDepth && p > 0 ? (p / blockDepth - 1) * m * n : cOffset;
    }

    private boolean adds(int p) {
        return p > 0 ? !inDepth : accumulate;
    }

    @Override
    public void run(int part, int parts, Workspace workspace) {
        if (symmetric) {
            int to = triangleEdge(part + 1, parts);
            run(0, to, triangleEdge(part, parts), to, workspace);
            return;
        }
        if (isSharedInColumns(parts)) {
            int panels = Math.ceilDiv(n, tiles.columns());
            run(0, m, edge(part, parts, panels, tiles.columns(), n), edge(part + 1, parts, panels, tiles.columns(), n), workspace);
        } else {
            run(Blocking.share(part, parts, m), Blocking.share(part + 1, parts, m), 0, n, workspace);
        }
    }

    // Columns where there are enough, so that each part packs its own columns of B, unless packing all of it costs less than lines of C that two threads write.
    private boolean isSharedInColumns(int parts) {
        boolean packedByAll = Blocking.isFlat(m, n, k) || Blocking.isSmall(n, k) && m >= parts * tiles.rows();
        return n / tiles.columns() >= parts && n >= m - m / 4 && !packedByAll;
    }

    private static int edge(int part, int parts, int panels, int width, int size) {
        return Math.min(size, Blocking.share(part, parts, panels) * width);
    }

    // Columns of about the same number of entries on and above the diagonal for each part.
    private int triangleEdge(int part, int parts) {
        return Math.min(n, (int) Math.round(Math.sqrt((double) part / parts) * Math.ceilDiv(n, tiles.columns())) * tiles.columns());
    }

    private void run(int rowFrom, int rowTo, int columnFrom, int columnTo, Workspace workspace) {
        if (k == 0) {
            clear(rowFrom, rowTo, columnFrom, columnTo);
            epilogue.run(rowFrom, rowTo, columnFrom, columnTo);
        }
        if (rowFrom == rowTo) {
            return;
        }
        if (isNarrow()) {
            narrowRows(rowFrom, rowTo, workspace);
            return;
        }
        if (!isKept() && k > blockDepth) {
            wholeRows(rowFrom, rowTo, workspace);
            return;
        }
        for (int j = columnFrom; j < columnTo; j += mostColumns()) {
            int columns = Math.min(mostColumns(), columnTo - j);
            for (int p = 0; p < k; p += blockDepth) {
                columnBlock(rowFrom, rowTo, j, columns, p, Math.min(blockDepth, k - p), workspace);
            }
        }
    }

    private int mostColumns() {
        return right.isTransposed() ? Blocking.TRANSPOSED_COLUMN_BLOCK : Blocking.COLUMN_BLOCK;
    }

    private void clear(int rowFrom, int rowTo, int columnFrom, int columnTo) {
        for (int i = rowFrom; i < rowTo && !accumulate; i++) {
            int from = cOffset + i * n + columnFrom;
            int to = cOffset + i * n + columnTo;
            switch (c) {
                case float[] single -> Arrays.fill(single, from, to, 0);
                case double[] wide -> Arrays.fill(wide, from, to, 0);
                default -> throw new IllegalStateException("a matrix in " + c);
            }
        }
    }

    private boolean isNarrow() {
        return transposeA && !right.isTransposed() && !accumulate && !symmetric && k > 0 && k <= blockDepth && tiles.narrow().serve(m, n);
    }

    private void narrowRows(int rowFrom, int rowTo, Workspace workspace) {
        for (int i = rowFrom; i < rowTo; i += Blocking.ROW_BLOCK) {
            int rows = Math.min(Blocking.ROW_BLOCK, rowTo - i);
            tiles.narrow().run(a, aOffset, right.matrix(), right.offset(), m, n, k, i, i + rows, isKept() ? c : held(workspace), isKept() ? cOffset + i * n : 0, workspace.ofTile);
            finish(i, rows, 0, n, workspace);
        }
    }

    private void columnBlock(int rowFrom, int rowTo, int j, int columns, int p, int depth, Workspace workspace) {
        Object packedB = workspace.ofB.atLeast(tiles.precision(), right.room(columns, depth) + Packing.SLACK);
        if (workspace.block.becomes(call, j, p)) {
            right.pack(j, columns, p, depth, packedB, 0);
        }
        boolean copied = isCopied(columns);
        int tall = tiles.height(n, transposeA, copied);
        int rowEnd = symmetric ? j + columns : rowTo;
        for (int i = rowFrom; i < rowEnd; i += Blocking.ROW_BLOCK) {
            int rows = Math.min(Blocking.ROW_BLOCK, rowEnd - i);
            takeRows(i, rows, copied ? 0 : inPlace(rows, tall), p, depth, workspace.left);
            for (int x = 0; x < columns; x += tiles.columns()) {
                panel(i, rows, tall, j + x, Math.min(tiles.columns(), columns - x), p, depth, packedB, right.at(x, depth), workspace);
            }
            if (p + depth == k && !symmetric && !inDepth) {
                finish(i, rows, j, columns, workspace);
            }
        }
        if (p + depth == k && symmetric) {
            mirror(j, j + columns);
        }
    }

    // Blocks of rows with sums of the whole depth, of a right factor that is packed as a whole.
    private void wholeRows(int rowFrom, int rowTo, Workspace workspace) {
        int distance = right.room(n, blockDepth);
        Object packedB = workspace.ofB.atLeast(tiles.precision(), Math.ceilDiv(k, blockDepth) * distance + Packing.SLACK);
        if (workspace.block.becomes(call, 0, 0)) {
            for (int p = 0; p < k; p += blockDepth) {
                right.pack(0, n, p, Math.min(blockDepth, k - p), packedB, p / blockDepth * distance);
            }
        }
        boolean copied = isCopied(n);
        int tall = tiles.height(n, transposeA, copied);
        for (int i = rowFrom; i < rowTo; i += Blocking.ROW_BLOCK) {
            int rows = Math.min(Blocking.ROW_BLOCK, rowTo - i);
            for (int p = 0; p < k; p += blockDepth) {
                int depth = Math.min(blockDepth, k - p);
                takeRows(i, rows, copied ? 0 : inPlace(rows, tall), p, depth, workspace.left);
                for (int x = 0; x < n; x += tiles.columns()) {
                    panel(i, rows, tall, x, Math.min(tiles.columns(), n - x), p, depth, packedB, p / blockDepth * distance + right.at(x, depth), workspace);
                }
            }
            finish(i, rows, 0, n, workspace);
        }
    }

    // Above the diagonal all is there in these columns; below it nothing is in these rows.
    private void mirror(int from, int to) {
        switch (c) {
            case float[] single -> Mirror.rows(single, cOffset, n, from, to);
            case double[] wide -> Mirror.rows(wide, cOffset, n, from, to);
            default -> throw new IllegalStateException("a matrix in " + c);
        }
        epilogue.run(0, to, from, to);
        if (from > 0) {
            epilogue.run(from, to, 0, from);
        }
    }

    private void finish(int i, int rows, int j, int columns, Workspace workspace) {
        if (isKept()) {
            epilogue.run(i, i + rows, j, j + columns);
        } else {
            taker.run(held(workspace), i, i + rows, j, j + columns);
        }
    }

    private Object held(Workspace workspace) {
        return workspace.ofC.atLeast(tiles.precision(), Math.min(m, Blocking.ROW_BLOCK) * n);
    }

    // How many rows the tile has that comes next: a small one for what is left, which may be less than it takes.
    private static int height(int tall, int rowsLeft) {
        return rowsLeft >= tall ? tall : Tiles.FEWEST_ROWS;
    }

    // Where whole blocks of rows of A are.
    private boolean isCopied(int columns) {
        return LeftRows.areWorthCopies(columns / tiles.columns())
                && (!transposeA && tiles.needCopies() || LeftRows.collide((long) distanceOfA() * tiles.precision().bytes()));
    }

    private int distanceOfA() {
        return transposeA ? m : k;
    }

    // Of rows that are not copied as a block, those that fill tiles.
    private static int inPlace(int rows, int tall) {
        int read = 0;
        while (rows - read >= Tiles.FEWEST_ROWS) {
            read += height(tall, rows - read);
        }
        return read;
    }

    private void takeRows(int i, int rows, int firstCopied, int p, int depth, LeftRows left) {
        left.take(tiles.precision(), a, aOffset + (transposeA ? p * m + i : i * k + p), distanceOfA(), transposeA, rows, firstCopied, depth);
    }

    // What a narrow tile stores beyond the ends of its rows belongs to rows that follow in the block, and are stored later.
    private boolean isOverwritten(int columns, int rowsBehind) {
        return columns == n && rowsBehind * n >= tiles.width(columns) - columns;
    }

    private void panel(int i, int rows, int tall, int j, int columns, int p, int depth, Object packedB, int bAt, Workspace workspace) {
        Object target = !isKept() ? held(workspace) : inDepth && p > 0 ? sums : c;
        LeftRows left = workspace.left;
        int end = symmetric ? Math.min(rows, j + columns - i) : rows;
        for (int y = 0; y < end; y += height(tall, rows - y)) {
            int height = height(tall, rows - y);
            Tile tile = tiles.tile(height, columns, transposeA);
            int to = isKept() ? firstOf(p) + (i + y) * n + j : y * n + j;
            boolean add = adds(p);
            if (height <= rows - y && (columns % tiles.columns() == 0 && (!add || tile.adds()) || !add && isOverwritten(columns, rows - y - height))) {
                tile.run(depth, left.array(a, y), left.at(y), left.stride(y), packedB, bAt, target, to, n, add);
            } else {
                int width = tiles.width(columns);
                Object sums = workspace.ofTile.atLeast(tiles.precision(), height * width);
                tile.run(depth, left.array(a, y), left.at(y), left.stride(y), packedB, bAt, sums, 0, width, false);
                tiles.packing().store(sums, width, Math.min(height, rows - y), columns, target, to, n, add);
            }
        }
    }
}
