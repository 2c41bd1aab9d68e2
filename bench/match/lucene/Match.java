import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermWeightor;
import org.apache.lucene.queryparser.classic.QueryParser;

/** Lucene's monitor on one thread, given queries and texts that are cut into tokens: prints a row of figures as JSON. */
class Match {
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final int WARM_UP_RUNS = 10;

  /**
   * Standard input: the queries, then the texts, one a line. Arguments: how many are queries; in how many texts hits are
   * counted; how many runs; milliseconds a run.
   */
  public static void main(String[] args) throws Exception {
    List<String> lines = new BufferedReader(new InputStreamReader(System.in, UTF_8)).lines().toList();
    List<String> queries = lines.subList(0, Integer.parseInt(args[0]));
    List<String> texts = lines.subList(queries.size(), lines.size());
    Presearcher presearcher = presearcher(texts);
    long before = heap();
    double start = cpuSeconds();
    try (Monitor monitor = new Monitor(new WhitespaceAnalyzer(), presearcher)) {
      register(monitor, queries);
      double compiled = cpuSeconds() - start;
      long hits = 0;
      for (String text : texts.subList(0, Integer.parseInt(args[1]))) hits += hits(monitor, text);
      double megabytes = (heap() - before) / 1e6;
      double[] rates = new double[Integer.parseInt(args[2])];
      long milliseconds = Long.parseLong(args[3]);
      // Until its compiler is done, which counts as processor time.
      rate(monitor, texts, WARM_UP_RUNS * milliseconds);
      for (int run = 0; run < rates.length; run++) rates[run] = rate(monitor, texts, milliseconds);
      Arrays.sort(rates);
      System.out.printf(
          Locale.ROOT,
          "{\"perSecond\":%f,\"compileSeconds\":%f,\"readyMs\":null,\"megabytes\":%f,\"hits\":%d}%n",
          rates[rates.length / 2], compiled, megabytes, hits);
    }
  }

  /**
   * The fastest of eighteen settings tried on 10,000 of the queries: the plain one tries twenty times as many queries on a
   * text, and more passes, batches of texts, or queries left whole are slower.
   */
  private static Presearcher presearcher(List<String> texts) {
    Map<String, Integer> frequencies = texts.stream()
        .flatMap(text -> Arrays.stream(text.split(" ")))
        .collect(Collectors.toMap(word -> word, word -> 1, Integer::sum));
    return new MultipassTermFilteredPresearcher(
        2, 0, TermWeightor.termFreqWeightor(frequencies, 100, 5), List.of(), Set.of());
  }

  private static void register(Monitor monitor, List<String> queries) throws Exception {
    QueryParser parser = new QueryParser("text", new WhitespaceAnalyzer());
    List<MonitorQuery> parsed = new ArrayList<>();
    for (String query : queries)
      parsed.add(new MonitorQuery("" + parsed.size(), parser.parse(query), null, Map.of()));
    monitor.register(parsed);
  }

  private static int hits(Monitor monitor, String text) throws Exception {
    Document document = new Document();
    document.add(new TextField("text", text, Field.Store.NO));
    return monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatchCount();
  }

  /** Texts a second of processor time, over a run of so many milliseconds. */
  private static double rate(Monitor monitor, List<String> texts, long milliseconds) throws Exception {
    long until = System.nanoTime() + milliseconds * 1_000_000;
    double start = cpuSeconds();
    int done = 0;
    while (System.nanoTime() < until) hits(monitor, texts.get(done++ % texts.size()));
    return done / (cpuSeconds() - start);
  }

  private static double cpuSeconds() {
    return MACHINE.getProcessCpuTime() / 1e9;
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
