import java.io.*;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;
import javax.tools.*;

/**
 * Compiles and runs many snippets in one virtual machine: javac in memory, a class loader and a thread for each.
 *
 * Standard input: one snippet a line, its seconds, fixture and code in Base64, separated by spaces. Standard output: one line for each, in order:
 * its kind (stdout, error, broken), text and what it had printed, in Base64.
 */
public final class Harness {
    private static final String IMPORTS =
        "import java.util.*; import java.util.function.*; import java.util.stream.*; import java.util.concurrent.*;\n";
    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*import\\s+(static\\s+)?[\\w.]+(\\.\\*)?\\s*;[ \\t]*(//.*)?$");
    private static final Pattern MAIN = Pattern.compile("\\bstatic\\s+(public\\s+)?void\\s+main\\s*\\(");
    private static final Pattern WHOLE =
        Pattern.compile("(?m)^((public|final|abstract|sealed|strictfp)\\s+)*(class|record|interface|enum)\\s+\\w+");
    private static final Pattern NESTED_CLASS = Pattern.compile("(?m)^((public|final|abstract|sealed|private|protected)\\s+)*class\\s");

    private record Result(String kind, String text, String printed) {}

    private record Compiled(Map<String, byte[]> classes, String trouble) {}

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final ThreadLocal<StandardJavaFileManager> FILES =
        ThreadLocal.withInitial(() -> COMPILER.getStandardFileManager(null, Locale.ENGLISH, StandardCharsets.UTF_8));

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String[]> snippets = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line; (line = in.readLine()) != null; ) snippets.add(line.split(" ", -1));
        }
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        ExecutorService compilers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<Compiled>> compiled = new ArrayList<>();
        for (String[] snippet : snippets) compiled.add(compilers.submit(() -> compile(source(decoded(snippet[1]), decoded(snippet[2])))));
        for (int i = 0; i < snippets.size(); i++) {
            Result result = run(compiled.get(i).get(), (long) (1000 * Double.parseDouble(snippets.get(i)[0])));
            out.println(result.kind + " " + encoded(result.text) + " " + encoded(result.printed));
        }
        Runtime.getRuntime().halt(0); // threads that a snippet left behind do not hold us up
    }

    /** Statements go into a main, declarations of the fixture beside it; whole classes stand as they are. */
    private static String source(String fixture, String code) {
        StringBuilder imports = new StringBuilder(IMPORTS);
        fixture = moveImports(fixture, imports);
        code = moveImports(code, imports);
        if (MAIN.matcher(code).find() && WHOLE.matcher(code).find()) return imports + fixture + "\n" + code;
        String members = NESTED_CLASS.matcher(fixture).replaceAll("static $0"); // so that main can make one
        return imports + "public class Main {\n" + members + "\npublic static void main(String[] args) throws Throwable {\n" + code + "\n}\n}\n";
    }

    private static String moveImports(String code, StringBuilder imports) {
        Matcher matcher = IMPORT.matcher(code);
        while (matcher.find()) imports.append(matcher.group().strip()).append('\n');
        return matcher.replaceAll("");
    }

    private static Compiled compile(String source) {
        Map<String, ByteArrayOutputStream> written = new ConcurrentHashMap<>();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileManager files = new ForwardingJavaFileManager<>(FILES.get()) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return written.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        JavaFileObject unit = new SimpleJavaFileObject(URI.create("memory:///Main.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }

            @Override
            public boolean isNameCompatible(String simpleName, Kind kind) {
                return true; // a public class may stand in any snippet
            }
        };
        boolean done = COMPILER.getTask(null, files, found, List.of("-proc:none", "-Xlint:none"), null, List.of(unit)).call();
        Map<String, byte[]> classes = new HashMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return new Compiled(classes, done ? null : messages(found));
    }

    private static String messages(DiagnosticCollector<JavaFileObject> found) {
        StringJoiner errors = new StringJoiner("\n");
        for (Diagnostic<?> each : found.getDiagnostics())
            if (each.getKind() == Diagnostic.Kind.ERROR) errors.add(each.getMessage(Locale.ENGLISH));
        return errors.toString();
    }

    private static Result run(Compiled compiled, long milliseconds) throws InterruptedException {
        if (compiled.trouble != null) return new Result("error", compiled.trouble, "");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(null, () -> thrown[0] = called(compiled.classes), "main");
        thread.setDaemon(true);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        thread.start();
        thread.join(milliseconds);
        System.out.flush();
        String text = printed.toString(StandardCharsets.UTF_8);
        if (thread.isAlive()) return new Result("broken", "no end within its time", text);
        return thrown[0] == null ? new Result("stdout", text, "") : new Result("error", thrown[0].toString(), text);
    }

    private static Throwable called(Map<String, byte[]> classes) {
        ClassLoader loader = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] code = classes.get(name);
                if (code == null) throw new ClassNotFoundException(name);
                return defineClass(name, code, 0, code.length);
            }
        };
        try {
            Thread.currentThread().setContextClassLoader(loader);
            for (String name : new TreeSet<>(classes.keySet())) {
                // looked up without initialising: only the class that holds main may run its static blocks first
                for (var method : Class.forName(name, false, loader).getDeclaredMethods()) {
                    if (method.getName().equals("main") && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class})) {
                        method.setAccessible(true);
                        method.invoke(null, (Object) new String[0]);
                        return null;
                    }
                }
            }
            return new NoSuchMethodException("no class has a main(String[])");
        } catch (java.lang.reflect.InvocationTargetException wrapped) {
            return wrapped.getCause();
        } catch (Throwable trouble) {
            return trouble;
        }
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
